/** What a newsroom decides about its site. Rules and defaults; pure. */
import * as z from "zod";
import { cleanLine } from "../text/clean";
import { isTimeZone } from "../text/dates/time-zone";
import { LANGS } from "../text/languages";
import { ACCENT, contrast, LEAST_CONTRAST, PAPER } from "./colours";
import { type Contents, NO_CONTENTS, readContents } from "./contents";

/** An address on this site, or elsewhere by https. */
const address = z
  .string()
  .max(500)
  .refine(
    href => /^\/(?!\/)[^\s\\]*$/.test(href) || (/^https:\/\//.test(href) && URL.canParse(href)),
    "is not an address; give a path such as /ar/pages/about/, or one that begins with https://",
  );

const accentOn = (paper: keyof typeof PAPER) =>
  z
    .string()
    .regex(/^#[0-9a-f]{6}$/, "is not a colour; give one such as #7d1c25")
    .refine(
      colour => contrast(colour, PAPER[paper]) >= LEAST_CONTRAST,
      `is too close to the paper (${PAPER[paper]}) to be read; the contrast must be at least ${LEAST_CONTRAST}`,
    );

const line = (most: number) =>
  z
    .string()
    .overwrite(cleanLine)
    .refine(text => text !== "" && text.length <= most, `must have 1 to ${most} letters`);

const perLanguage = z.partialRecord(z.enum(LANGS), line(200));

const links = z.array(z.strictObject({ label: line(40), href: address })).max(12);

/** The shape that an editor may send, and that lies in D1. */
export const settingsShape = z.strictObject({
  name: perLanguage.describe(
    "The newsroom's name, per language; a language without one shows the first there is.",
  ),
  description: perLanguage.describe("One sentence on what the site is, per language."),
  languages: z
    .array(z.enum(LANGS))
    .min(1)
    .refine(languages => new Set(languages).size === languages.length, "names a language twice")
    .describe(
      "The languages the site offers, in order; the first is where `/` leads a reader whose own is not there.",
    ),
  zone: z
    .string()
    .refine(
      isTimeZone,
      "is not a time zone; give an IANA name such as Asia/Damascus, and no offset: an offset knows no summer time",
    )
    .describe("IANA name: the newsroom's day begins and ends there."),
  months: z.enum(["levant", "gregorian"]).describe("Names of the months in Arabic: كانون الثاني, or يناير."),
  digits: z.enum(["latin", "arabic-indic"]),
  logo: z
    .strictObject({
      src: z
        .string()
        .regex(/^\/media\/[\w./-]{1,200}$/, "is no picture of this site; give an address such as /media/…"),
      width: z.int().min(16).max(600),
      height: z.int().min(16).max(200),
    })
    .nullable()
    .describe("A picture of this site's in place of its name, with its size in CSS pixels."),
  accent: z
    .strictObject({ light: accentOn("light"), dark: accentOn("dark") })
    .describe("The colour of links and labels, on light paper and on dark."),
  web_font: z
    .enum(["none", "vazirmatn"])
    .describe(
      "A web font for pages in Arabic script, served by the site itself; none: the reader's own faces, and no second request.",
    ),
  navigation: z
    .partialRecord(z.enum(LANGS), links)
    .describe("What the masthead leads to, per language; a language without any shows its sections."),
  see_also_markers: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .describe("More lines that begin a see-also block in an uploaded text."),
  websub_hub: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .describe(
      "Where feed readers may subscribe to be told of news, as every feed names it; null for nowhere.",
    ),
  indexnow_key: z
    .string()
    .regex(/^[A-Za-z0-9-]{8,128}$/, "must be 8 to 128 letters of a-z, A-Z, 0-9 and -")
    .nullable()
    .describe(
      "By which search engines that take part in IndexNow are told of news; null for not at all. The site shows it at its root.",
    ),
});

/** As every page reads them: what the newsroom decides, and what its masthead names. */
export type Settings = z.infer<typeof settingsShape> & { readonly contents: Contents };

/** What an editor changes of them. */
export const changeShape = settingsShape
  .extend({
    // A language's own can be taken back: null removes it (RFC 7396).
    name: z.partialRecord(z.enum(LANGS), line(200).nullable()),
    description: z.partialRecord(z.enum(LANGS), line(200).nullable()),
    navigation: z.partialRecord(z.enum(LANGS), links.nullable()),
  })
  .partial();
export type SettingsChange = z.infer<typeof changeShape>;

export const defaultSettings: Settings = {
  name: { ar: "ذكرى", ckb: "یاد", kmr: "Bîranîn", en: "Dhikra" },
  description: {},
  languages: ["ar", "ckb", "kmr", "en"],
  zone: "Asia/Damascus",
  months: "levant",
  digits: "latin",
  logo: null,
  accent: ACCENT,
  web_font: "none",
  navigation: {},
  see_also_markers: [],
  websub_hub: null,
  indexnow_key: null,
  contents: NO_CONTENTS,
};

/**
 * Reads the settings as they lie in D1, with the site's contents beside them. A field that cannot be read has its default: a broken setting must not
 * take the site down.
 */
export function readSettings(json: string): Settings {
  const stored = z.record(z.string(), z.unknown()).safeParse(JSON.parse(json));
  const fields = Object.entries(settingsShape.shape).map(([name, shape]) => {
    const read = shape.safeParse(stored.data?.[name]);
    return [name, read.success ? read.data : defaultSettings[name as keyof Settings]];
  });
  return {
    ...settingsShape.parse(Object.fromEntries(fields)),
    contents: readContents(stored.data?.contents),
  };
}

/** What the newsroom decides, without what is a copy of something else. */
export function decided({ contents: _, ...settings }: Settings): z.infer<typeof settingsShape> {
  return settings;
}

/** The newsroom's name in a language, or in the first language that has one. */
export function newsroomName(settings: Settings, lang: keyof Settings["name"]): string {
  return settings.name[lang] ?? Object.values(settings.name)[0] ?? "ذكرى";
}
