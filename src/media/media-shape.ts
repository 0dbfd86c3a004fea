/** What editors may say of media. */
import * as z from "zod";
import { idCursor, pageLimit } from "../http/fields";
import { cleanLine, cleanText } from "../text/clean";
import { LANGS, type Lang } from "../text/languages";
import type { Texts } from "./media";

const words = z
  .string()
  .overwrite(text => cleanText(text).trim())
  .refine(text => text.length <= 2_000, "must have at most 2000 letters");

const textFields = {
  alt: words.nullable().optional(),
  caption: words.nullable().optional(),
  credit: words.nullable().optional(),
};

/** Beside a file, in the query or the form. */
export const besideFile = z
  .strictObject({
    name: z
      .string()
      .overwrite(name => cleanLine(name).slice(0, 200))
      .optional(),
    lang: z.enum(LANGS).optional(),
    alt: words.optional(),
    caption: words.optional(),
    credit: words.optional(),
  })
  .refine(
    said => said.lang !== undefined || [said.alt, said.caption, said.credit].every(one => one === undefined),
    {
      path: ["lang"],
      message: "says in which language the texts are",
    },
  );
export type BesideFile = z.infer<typeof besideFile>;

const languageTexts = z.strictObject(textFields).nullable();

/** A change of texts: fields that are left out stay, null takes away. */
export const mediaChange = z.strictObject({ texts: z.partialRecord(z.enum(LANGS), languageTexts) });

export const listQuery = z.strictObject({
  limit: pageLimit(20),
  cursor: idCursor,
});

export const removalQuery = z.strictObject({
  force: z
    .enum(["0", "1"])
    .default("0")
    .describe("1: also from articles that readers do not see, which have a hole then."),
});

/** Language by language; what was not given is not there. */
export function writtenOf({
  texts,
}: z.infer<typeof mediaChange>): (readonly [Lang, Partial<Texts> | null])[] {
  return LANGS.flatMap(lang => {
    const change = texts[lang];
    return change === undefined ? [] : [[lang, change === null ? null : given(change)] as const];
  });
}

/** The fields that were given. */
export function given(
  fields: {
    readonly [name in keyof Texts]?: string | null | undefined;
  },
): Partial<Texts> {
  const { alt, caption, credit } = fields;
  return {
    ...(alt === undefined ? {} : { alt }),
    ...(caption === undefined ? {} : { caption }),
    ...(credit === undefined ? {} : { credit }),
  };
}
