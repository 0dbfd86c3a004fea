/** One document becomes a draft, or all its issues are returned at once. Nothing is written. */
import { type Draft, draftFaults, isForReaders, type Note } from "../articles/draft";
import type { Naming } from "../articles/write/references";
import { notesOnGone } from "../articles/write/references";
import { readRich } from "../articles/write/text-input";
import { type Issue, throwIssues } from "../http/problem";
import { markerTest } from "../text/blocks";
import { sha256 } from "../text/hash";
import { markdownToHtml } from "../text/html/from-markdown";
import { LANGS, type Lang } from "../text/languages";
import { detectSource, type Source, type UploadedFile } from "./detect";
import { draftOf, type ParseResult, withOptions } from "./manuscript";
import { type RawOptions, resolveOptions } from "./options";
import { parseBlocks } from "./parse/html";
import { draftOfJson, optionsInJson } from "./parse/json";
import { type FrontMatter, frontMatterIn, NO_FRONT_MATTER, readFrontMatter } from "./parse/markdown";
import { parseNewsroomText } from "./parse/text";
import { checkPictures, type FindPicture, findNone, type Picture } from "./pictures";
import type { UploadIssue } from "./warnings";

/** What a document becomes, and the pictures to store with it. */
export interface ReadResult {
  readonly draft: Draft;
  readonly pictures: readonly Picture[];
}

/** What is known beside a document. */
export interface ReadContext {
  /** Options as they were sent: in the query, and in the fields of a form. */
  readonly query: RawOptions;
  readonly form: RawOptions;
  /** The newsroom's zone and its see-also phrases, the shipped ones among them. */
  readonly zone: string;
  readonly markers: readonly string[];
  /** Finds a picture that came with the document. */
  readonly find: FindPicture;
  /** How many of some addresses of media lead nowhere. */
  readonly countGone: (addresses: string) => Promise<number>;
  /** Issues for a section and a translation that the site does not have. */
  readonly unknown: (naming: Naming) => Promise<readonly Issue[]>;
}

/** @throws ProblemError `unsupported-type`, `too-large`, `not-json`, or `invalid` with all issues of the text and the options. */
export async function readDocument(file: UploadedFile, context: ReadContext): Promise<ReadResult> {
  const { query, form } = context;
  await checkEncoding(context);
  const source = detectSource(file, { ...form, ...query });
  const sourceHash = await sha256(file.bytes);
  if (source.format === "json")
    return { draft: await readJson(source.value, sourceHash, context), pictures: [] };

  const document = await open(source);
  const { front } = document;
  const { options, issues: ofOptions } = resolveOptions(query, form, front.options);
  const { parsed, pictures } = await parse(document, options?.lang ?? "en", context);

  // The title may be in what could not be read.
  const isTitleUnread = front.issues.some(
    ({ code, field }) => code === "bad-front-matter" || field === "title",
  );
  const ofText = parsed.issues.filter(({ code }) => code !== "no-title" || !isTitleUnread);
  const issues = [...ofOptions, ...front.issues, ...ofText];
  const isGivenADay = options?.published_on !== undefined || options?.publish_at !== undefined;
  const isDated = isGivenADay || parsed.manuscript === null || parsed.manuscript.date !== null;
  if (isForReaders(options?.status) && !isDated) issues.push(noDate(parsed.manuscript?.warnings ?? []));
  await throwAll(issues, { ...front.options, ...form, ...query }, context);
  if (options === null || parsed.manuscript === null)
    throw new Error("a manuscript without issues is missing");

  const warnings = [
    ...front.warnings,
    ...document.warnings,
    ...parsed.manuscript.warnings.filter(({ code }) => code !== "no-date" || !isGivenADay),
  ];
  const draft = draftOf({ ...parsed.manuscript, warnings }, options.lang, sourceHash);
  return { draft: checked(withOptions(draft, options, context.zone)), pictures };
}

/** A document that can be parsed: newsroom text, Markdown without its front matter, or HTML. */
interface OpenedDocument {
  readonly format: "text" | "markdown" | "html";
  readonly front: FrontMatter;
  readonly body: string;
  readonly warnings: readonly Note[];
  /** Finds a picture inside the document. */
  readonly find: FindPicture;
}

async function open(source: Exclude<Source, { format: "json" }>): Promise<OpenedDocument> {
  if (source.format === "docx") {
    const { readDocx } = await import("./docx/read-docx");
    const { html, find, warnings } = await readDocx(source.bytes, source.entries);
    return { format: "html", front: NO_FRONT_MATTER, body: html, warnings, find };
  }
  const { format, text, warnings } = source;
  const found = format === "markdown" ? frontMatterIn(text) : null;
  const front = found === null ? NO_FRONT_MATTER : await readFrontMatter(found.yaml);
  return { format, front, body: found?.rest ?? text, warnings, find: findNone };
}

async function parse(
  { format, front, body, find: findInside }: OpenedDocument,
  lang: Lang,
  { markers, find, countGone }: ReadContext,
): Promise<{ readonly parsed: ParseResult; readonly pictures: readonly Picture[] }> {
  if (format === "text") return { parsed: parseNewsroomText(body, { markers }), pictures: [] };
  const findAny: FindPicture = async (name, isAgain) =>
    (await findInside(name)) ?? (await find(name, isAgain));
  const html = format === "markdown" ? markdownToHtml(body) : body;
  const { picture, warnings, toStore } = await checkPictures(html, findAny, countGone);
  const rich = readRich(body, format, lang, picture);
  if (rich.body === null) return { parsed: { manuscript: null, issues: rich.faults }, pictures: [] };
  const parsed = parseBlocks(rich.body, front, markerTest(markers));
  if (parsed.manuscript === null) return { parsed, pictures: [] };
  const manuscript = { ...parsed.manuscript, warnings: [...parsed.manuscript.warnings, ...warnings] };
  return { parsed: { manuscript, issues: [] }, pictures: toStore };
}

async function readJson(value: unknown, sourceHash: string, context: ReadContext): Promise<Draft> {
  const { query, form, zone } = context;
  const { options, issues: ofOptions } = resolveOptions(query, form, optionsInJson(value));
  const parsed = draftOfJson(value, options?.lang ?? null, sourceHash);
  const inFile = typeof value === "object" && value !== null ? { ...value } : {};
  await throwAll([...ofOptions, ...parsed.issues], { ...inFile, ...form, ...query }, context);
  if (options === null || parsed.draft === null) throw new Error("a draft without issues is missing");
  const draft = withOptions(parsed.draft, options, zone);
  // Without a day, the same file would be another article tomorrow.
  throwIssues(isForReaders(draft.status) && draft.publishedOn === null ? [NO_DATE] : []);
  const gone = notesOnGone(draft.bodyFormat === "html" ? await context.countGone(draft.body) : 0);
  return checked({ ...draft, warnings: [...draft.warnings, ...gone] });
}

/** With an unknown encoding nothing can be read: then only the issues of the options are known. */
async function checkEncoding(context: ReadContext): Promise<void> {
  const { query, form } = context;
  const { issues } = resolveOptions(query, form, {});
  if (!issues.some(({ field }) => field === "encoding")) return;
  // What is missing may be in the text.
  const known = issues.filter(({ code }) => code !== "missing");
  await throwAll(known, { ...form, ...query }, context);
}

/** With other issues, those of an unknown section or translation are added. @throws ProblemError `invalid` */
async function throwAll(issues: readonly Issue[], raw: RawOptions, { unknown }: ReadContext): Promise<void> {
  if (issues.length === 0) return;
  const lang = LANGS.find(one => one === raw.lang);
  const section = lang !== undefined && typeof raw.section === "string" ? raw.section.trim() || null : null;
  const typed = String(raw.translation_of ?? "");
  const translationOf = /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null;
  throwIssues([...issues, ...(await unknown({ lang: lang ?? "en", section, translationOf }))]);
}

const NO_DATE: UploadIssue = {
  code: "date-required",
  field: "published_on",
  message:
    "To be published the article needs a date: on its first line, in its front matter, or as published_on=YYYY-MM-DD in the address.",
};

/** Names the line that may have been meant as the date: a refusal shows no warnings. */
function noDate(warnings: readonly Note[]): UploadIssue {
  const unread = warnings.find(({ code }) => code === "unread-date");
  return unread === undefined ? NO_DATE : { ...NO_DATE, message: `${NO_DATE.message} ${unread.message}` };
}

function checked(draft: Draft): Draft {
  throwIssues(draftFaults(draft));
  return draft;
}
