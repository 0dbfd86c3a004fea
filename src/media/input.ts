/** What editors send of media: a file as the body or as the one file of a form, texts beside it, and changes. */
import * as z from "zod";
import { checkShape } from "../http/check-shape";
import { idCursor, pageLimit } from "../http/fields";
import { isForm, readForm } from "../http/multipart";
import { ProblemError } from "../http/problem";
import { readQuery } from "../http/read-body";
import { readFile } from "../http/read-file";
import { cleanLine, cleanText } from "../text/clean";
import { LANGS, type Lang } from "../text/languages";
import type { MediaInput } from "./commands";
import type { Texts } from "./media";
import { contradicts, describeUnsupported, detectType, HEAD_BYTES, largestOfKind } from "./sanitize/detect";
import { FILE_BYTES } from "./sanitize/limits";

/** What a form may hold beside its file, in bytes. */
const FORM_BYTES = 64 * 1024;

const words = z
  .string()
  .overwrite(text => cleanText(text).trim())
  .refine(text => text.length <= 2_000, "must have at most 2000 letters");

/** Beside a file, in the query or the form. */
export const fileInput = z
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
    ({ lang, alt, caption, credit }) =>
      lang !== undefined || [alt, caption, credit].every(one => one === undefined),
    { path: ["lang"], message: "says in which language the texts are" },
  );

/** A change of texts: fields that are left out stay, null removes them. */
export const mediaChange = z.strictObject({
  texts: z.partialRecord(
    z.enum(LANGS),
    z
      .strictObject({
        alt: words.nullable().optional(),
        caption: words.nullable().optional(),
        credit: words.nullable().optional(),
      })
      .nullable(),
  ),
});

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

/** A change language by language. */
export function changesIn({
  texts,
}: z.infer<typeof mediaChange>): (readonly [Lang, Partial<Texts> | null])[] {
  return LANGS.flatMap(lang => {
    const change = texts[lang];
    return change === undefined ? [] : [[lang, change === null ? null : given(change)] as const];
  });
}

/** The fields that were given. */
function given({
  alt,
  caption,
  credit,
}: { readonly [name in keyof Texts]?: string | null | undefined }): Partial<Texts> {
  return {
    ...(alt === undefined ? {} : { alt }),
    ...(caption === undefined ? {} : { caption }),
    ...(credit === undefined ? {} : { credit }),
  };
}

export interface FileInput extends MediaInput {
  readonly bytes: Uint8Array;
}

/** Reads a file; what the query does not say, a field of the form may. @throws ProblemError `too-large`, `media-unsupported`, `invalid` */
export async function readFileInput(request: Request): Promise<FileInput> {
  const query = readQuery(request, fileInput);
  const contentType = request.headers.get("Content-Type") ?? "";
  if (!isForm(contentType)) {
    const bytes = await readFile(request, { bytes: HEAD_BYTES, limitOf: largestOfKind, most: FILE_BYTES });
    if (bytes.length === 0)
      refuse("no-file", "There is no file: send its bytes as the body, or a form with it.");
    checkDeclared(contentType, bytes);
    return { bytes, ...mediaInput(query, "") };
  }
  const most = FILE_BYTES + FORM_BYTES;
  const body = await readFile(request, { bytes: 0, limitOf: () => most, most });
  const { fields, files } = readForm(body, contentType);
  const [{ bytes, filename, type }, second] = files;
  if (second !== undefined) refuse("too-many-files", "The form has several files: send each by itself.");
  const said = checkShape({ ...fields, ...query }, fileInput);
  checkDeclared(type, bytes);
  return { bytes, ...mediaInput(said, filename) };
}

function mediaInput({ name, lang, ...fields }: z.infer<typeof fileInput>, filename: string): MediaInput {
  const written = given(fields);
  const hasTexts = Object.keys(written).length > 0;
  return {
    name: name ?? cleanLine(filename.slice(0, 200)),
    texts: lang === undefined || !hasTexts ? null : { lang, written },
  };
}

/** @throws ProblemError `media-unsupported` for a kind that is not taken, or another than its Content-Type says. */
function checkDeclared(declared: string | null, bytes: Uint8Array): void {
  const type = detectType(bytes);
  if (type === null) throw new ProblemError({ code: "media-unsupported", found: describeUnsupported(bytes) });
  const other = contradicts(declared, type);
  if (other === null) return;
  const found = `The file is ${type}, but was sent as ${other.slice(0, 80)}.`;
  throw new ProblemError({ code: "media-unsupported", found });
}

function refuse(code: string, message: string): never {
  throw new ProblemError({ code: "invalid", faults: [{ code, field: "body", message }] });
}
