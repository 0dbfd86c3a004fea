/** The migrations that this Worker was written for, by binding, in order: the files below `migrations/`. */
export const MIGRATIONS = {
  DB: [
    "0000_the_spine.sql",
    "0001_the_site.sql",
    "0002_site_lists.sql",
    "0003_site_identity.sql",
    "0004_sources.sql",
    "0005_commemorations.sql",
    "0006_media.sql",
    "0007_life.sql",
    "0008_endings.sql",
    "0009_colours.sql",
    "0010_authors.sql",
    "0011_addresses.sql",
    "0012_receivers.sql",
    "0013_mergers.sql",
    "0014_former_names.sql",
  ],
  SEARCH: ["0000_the_index.sql", "0001_sections.sql"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
