/** Options of an upload: in the query, in the fields of a form, or in the document's own front matter. */
import * as z from "zod";
import { instantFaults } from "../articles/draft";
import { endOf } from "../articles/fields";
import { requestedStatus } from "../articles/write/draft-shape";
import { checkShape } from "../http/check-shape";
import { exactInstant, exactInstantOrNone, isoDay, noteAsSent } from "../http/fields";
import { type Issue, ProblemError } from "../http/problem";
import { LANGS } from "../text/languages";
import { slugify } from "../text/slug";
import { ENCODINGS, NAMES_ENCODINGS } from "./decode";

export const FORMATS = ["text", "markdown", "html", "docx", "json", "zip"] as const;
export type Format = (typeof FORMATS)[number];

const MOST_NAMES = { inAll: 2_000, letters: 100, names: 200 } as const;

/** Names, parted by commas and semicolons of any script; or a list of names. */
const names = z
  .union(
    [
      z
        .string()
        .max(MOST_NAMES.inAll)
        .transform(list => list.split(/[,،;؛]/)),
      z.array(z.string()),
    ],
    `must be names, parted by commas, of at most ${MOST_NAMES.inAll} letters in all; or a list of names`,
  )
  .refine(
    list => list.every(name => [...name.trim()].length <= MOST_NAMES.letters),
    `has a name of more than ${MOST_NAMES.letters} letters; shorten it, or part the names by commas`,
  )
  .refine(list => list.length <= MOST_NAMES.names, `has more than ${MOST_NAMES.names} names`);

const flag = z
  .enum(["0", "1", "false", "true"])
  .transform(text => text === "1" || text === "true")
  .optional();

export const uploadOptions = z.strictObject({
  lang: z.enum(LANGS).describe("The language of the text; it is never guessed."),
  format: z.enum(FORMATS).optional().describe("What the file is, when its content must not decide."),
  encoding: z.enum(ENCODINGS).optional().describe("In what its letters are encoded, when it is not UTF-8."),
  names_encoding: z
    .enum(NAMES_ENCODINGS)
    .optional()
    .describe("In what the names of files in a ZIP are that are not UTF-8; left out, what 'encoding' says."),
  dry_run: flag.describe("Tells what would be done, and does nothing."),
  status: requestedStatus
    .optional()
    .describe("A new article is a draft unless it says otherwise, and one that is there stays what it is."),
  publish_at: exactInstant
    .optional()
    .describe("An instant with an offset, RFC 3339: decides over the date in the text."),
  unpublish_at: exactInstantOrNone
    .optional()
    .describe(
      "From when readers see it no more; empty for no end; left out, that of the article at its address stays.",
    ),
  published_on: isoDay.optional().describe("A local date, over the one in the text."),
  tags: names
    .optional()
    .describe(
      "Parted by commas or semicolons of any script; empty for none; left out, those of the article at its address stay.",
    ),
  authors: names
    .optional()
    .describe("The byline, parted as tags are; left out, that of the article at its address stays."),
  section: z
    .string()
    .max(200)
    .optional()
    .describe(
      "A section's slug or name; empty for none; left out, that of the article at its address stays.",
    ),
  slug: z
    .string()
    .max(300)
    .refine(
      slug => slug.trim() === "" || slugify(slug) !== "",
      "has no letter or number, so no address can be made from it; leave it out for the title's",
    )
    .optional()
    .describe("An address other than the title's."),
  correction: noteAsSent.optional().describe("What this revision corrects, for readers."),
  translation_of: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "is not an article's id; give a whole number")
    .transform(Number)
    .optional()
    .describe("The id of an article that this one translates."),
  source_id: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, "must have 1 to 200 letters")
    .optional()
    .describe(
      "What the document is called where it comes from: the same name in the same language is the same article.",
    ),
});

export type UploadOptions = z.infer<typeof uploadOptions>;
export type OptionName = keyof typeof uploadOptions.shape;

/** Values as they were sent, by name. */
export type RawOptions = Readonly<Record<string, unknown>>;

export const isOption = (name: string): name is OptionName => name in uploadOptions.shape;

/**
 * The query counts before the form, and the form before the front matter.
 * @returns the options, or all that is wrong with them.
 */
export function resolveOptions(
  query: RawOptions,
  form: RawOptions,
  frontMatter: RawOptions,
): { options: UploadOptions; issues: [] } | { options: null; issues: readonly Issue[] } {
  try {
    const options = checkShape({ ...frontMatter, ...form, ...query }, uploadOptions);
    const { publish_at: at = null } = options;
    const period = { publishAt: at === null ? null : Date.parse(at), ...endOf(options.unpublish_at) };
    const issues = instantFaults(period);
    return issues.length > 0 ? { options: null, issues } : { options, issues: [] };
  } catch (failure) {
    if (failure instanceof ProblemError && failure.problem.code === "invalid")
      return { options: null, issues: failure.problem.faults };
    throw failure;
  }
}
