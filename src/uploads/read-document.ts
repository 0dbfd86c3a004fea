/** One document becomes a draft, or all its faults are told at once; nothing is written. */
import { type Draft, draftFaults, isForReaders, type Note } from "../articles/draft";
import { notesOnGone } from "../articles/write/media-gone";
import type { Naming } from "../articles/write/place";
import { readRich } from "../articles/write/rich-body";
import { type Issue, throwIssues } from "../http/problem";
import { sha256 } from "../text/hash";
import { markdownToHtml } from "../text/html/from-markdown";
import { LANGS } from "../text/languages";
import { markerTest } from "../text/see-also-marker";
import { type Content, contentOf, type Document } from "./content";
import { draftOf, withOptions } from "./draft-from";
import { type FrontMatter, frontMatterIn, NO_FRONT_MATTER, readFrontMatter } from "./front-matter";
import { draftOfJson, saidInJson } from "./json-article";
import type { Manuscript } from "./manuscript";
import { parseNewsroomText } from "./newsroom-text";
import { resolveOptions, type Said, type UploadOptions } from "./options";
import { type FindPicture, judgedPictures, type Picture } from "./pictures";
import { manuscriptOf } from "./rich-manuscript";

/** A document that was read: what it becomes, and the pictures to be kept with it. */
export interface Read {
  readonly draft: Draft;
  readonly pictures: readonly Picture[];
}

/** What is known beside a document. */
export interface Beside {
  /** What the address says, as it was sent; and the fields of a form. */
  readonly query: Said;
  readonly form: Said;
  /** The newsroom's zone and its see-also phrases, the shipped ones among them. */
  readonly zone: string;
  readonly markers: readonly string[];
  /** Finds a picture that came with the document. */
  readonly find: FindPicture;
  /** How many of some addresses of media lead nowhere. */
  readonly countGone: (addresses: string) => Promise<number>;
  /** What of a section and a translation the site does not have. */
  readonly unknown: (naming: Naming) => Promise<readonly Issue[]>;
}

/** @throws ProblemError `unsupported-type`, `too-large`, or `invalid` with every fault of the text and of what was said. */
export async function readDocument(document: Document, beside: Beside): Promise<Read> {
  await refuseEncoding(beside);
  const content = await contentOf(document, { ...beside.form, ...beside.query });
  const sourceHash = await sha256(document.bytes);
  if (content.kind === "json")
    return { draft: await draftFromJson(content.value, beside, sourceHash), pictures: [] };
  const { front, source } = partedFrom(content);
  const { options, faults: ofOptions } = resolveOptions(beside.query, beside.form, front.said);
  const read = await readSource(content, source, front, options?.lang ?? "en", beside);
  // The title may stand in what could not be read.
  const isUnread = front.faults.some(({ code, field }) => code === "bad-front-matter" || field === "title");
  const ofText = read.faults.filter(({ code }) => code !== "no-title" || !isUnread);
  const faults: Issue[] = [...ofOptions, ...front.faults, ...ofText];
  const isDated = read.manuscript === null || read.manuscript.date !== null;
  if (
    options !== null &&
    isForReaders(options.status) &&
    !isDated &&
    !options.published_on &&
    !options.publish_at
  )
    faults.push(noDate(read.manuscript?.warnings ?? []));
  await refuseAll(faults, { ...front.said, ...beside.form, ...beside.query }, beside);
  if (options === null || read.manuscript === null) throw new Error("a manuscript without faults is missing");
  const isGivenADay = options.published_on !== undefined || options.publish_at !== undefined;
  const warnings = [
    ...front.notes,
    ...content.notes,
    ...read.manuscript.warnings.filter(({ code }) => code !== "no-date" || !isGivenADay),
  ];
  const draft = draftOf({ ...read.manuscript, warnings }, options.lang, sourceHash);
  return { draft: checked(withOptions(draft, options, beside.zone)), pictures: read.pictures };
}

/** In an encoding that there is none of nothing can be read: then what was said beside the text is told. */
async function refuseEncoding(beside: Beside): Promise<void> {
  const { query, form } = beside;
  const { faults } = resolveOptions(query, form, {});
  if (!faults.some(({ field }) => field === "encoding")) return;
  // What is missing may stand in the text.
  await refuseAll(
    faults.filter(({ code }) => code !== "missing"),
    { ...form, ...query },
    beside,
  );
}

/** What is refused anyway is told with what it names and the site does not have. @throws ProblemError `invalid` */
async function refuseAll(faults: readonly Issue[], said: Said, { unknown }: Beside): Promise<void> {
  if (faults.length === 0) return;
  const lang = LANGS.find(one => one === said.lang);
  const section = lang !== undefined && typeof said.section === "string" ? said.section.trim() || null : null;
  const typed = String(said.translation_of ?? "");
  const translationOf = /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null;
  throwIssues([...faults, ...(await unknown({ lang: lang ?? "en", section, translationOf }))]);
}

const NO_DATE: Issue = {
  code: "date-required",
  field: "published_on",
  message:
    "To be published the article needs a date: on its first line, in its front matter, or as published_on=YYYY-MM-DD in the address.",
};

/** The line that may have been meant as its date is told with it: a refusal shows no warnings. */
function noDate(warnings: readonly Note[]): Issue {
  const unread = warnings.find(({ code }) => code === "unread-date");
  return unread === undefined ? NO_DATE : { ...NO_DATE, message: `${NO_DATE.message} ${unread.message}` };
}

function checked(draft: Draft): Draft {
  throwIssues(draftFaults(draft));
  return draft;
}

async function draftFromJson(value: unknown, beside: Beside, sourceHash: string): Promise<Draft> {
  const { query, form, zone } = beside;
  const { options, faults: ofOptions } = resolveOptions(query, form, saidInJson(value));
  const read = draftOfJson(value, options?.lang ?? null, sourceHash);
  const inFile = typeof value === "object" && value !== null ? { ...value } : {};
  await refuseAll([...ofOptions, ...read.faults], { ...inFile, ...form, ...query }, beside);
  if (options === null || read.draft === null) throw new Error("a draft without faults is missing");
  const draft = withOptions(read.draft, options, zone);
  // A day decides the address, and so whether the same file is the same article tomorrow.
  throwIssues(isForReaders(draft.status) && draft.publishedOn === null ? [NO_DATE] : []);
  const gone = notesOnGone(draft.bodyFormat === "html" ? await beside.countGone(draft.body) : 0);
  return checked({ ...draft, warnings: [...draft.warnings, ...gone] });
}

function partedFrom(content: Exclude<Content, { kind: "json" }>): { front: FrontMatter; source: string } {
  if (content.kind !== "markdown") return { front: NO_FRONT_MATTER, source: content.text };
  const found = frontMatterIn(content.text);
  if (found === null) return { front: NO_FRONT_MATTER, source: content.text };
  return { front: readFrontMatter(found.yaml), source: found.rest };
}

type Parsed =
  | { readonly manuscript: Manuscript; readonly faults: readonly [] }
  | { readonly manuscript: null; readonly faults: readonly Issue[] };

type ReadSource =
  | (Extract<Parsed, { faults: readonly [] }> & { readonly pictures: readonly Picture[] })
  | Extract<Parsed, { manuscript: null }>;

async function readSource(
  content: Exclude<Content, { kind: "json" }>,
  source: string,
  front: FrontMatter,
  lang: UploadOptions["lang"],
  beside: Beside,
): Promise<ReadSource> {
  const { markers } = beside;
  if (content.kind === "text") return shown(parseNewsroomText(source, { markers }), [], []);
  const isMarkdown = content.kind === "markdown";
  const find: FindPicture = async (name, isAgain) => {
    const own = content.kind === "docx" ? await content.find(name) : null;
    return own ?? (await beside.find(name, isAgain));
  };
  const html = isMarkdown ? markdownToHtml(source) : source;
  const { picture, notes, toKeep } = await judgedPictures(html, find, beside.countGone);
  const { body, faults } = readRich(source, isMarkdown ? "markdown" : "html", lang, picture);
  if (body === null) return { manuscript: null, faults };
  const read = manuscriptOf(body, front, markerTest(markers));
  return shown(read, notes, toKeep);
}

/** What was read, with the pictures that it shows and what is to be said of them. */
function shown(read: Parsed, notes: readonly Note[], pictures: readonly Picture[]): ReadSource {
  if (read.manuscript === null) return read;
  const warnings = [...read.manuscript.warnings, ...notes];
  return { ...read, manuscript: { ...read.manuscript, warnings }, pictures };
}
