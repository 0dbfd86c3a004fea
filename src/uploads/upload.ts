/**
 * The editor's journey: bytes become a manuscript, the manuscript a draft, the draft an article; or all faults are
 * told at once and nothing is lost.
 */
import type { Article } from "../articles/article";
import { type Draft, draftFaults, draftTags } from "../articles/draft";
import { save } from "../articles/save";
import type { IdempotencyClaim, Saved, Writer } from "../articles/writing";
import { ask } from "../db/client";
import type { Runtime } from "../env";
import { type Fault, Refusal, refuseFaults } from "../problem";
import { currentSettings } from "../settings/store";
import { cleanLine, cleanText } from "../text/clean";
import { type DateProposal, dateProposals } from "../text/date-proposals";
import { sha256 } from "../text/hash";
import { SHIPPED_MARKERS } from "../text/see-also-marker";
import { slugify } from "../text/slug";
import { localDate } from "../text/time-zone";
import { decodeUtf8 } from "./decode";
import { fault, type Manuscript } from "./manuscript";
import { parseNewsroomText } from "./newsroom-text";
import type { UploadOptions } from "./options";
import { sniff } from "./sniff";

/** The largest file that is taken, in bytes. */
export const UPLOAD_BYTES = 2 * 1024 * 1024;

/**
 * @param bytes the file, at most UPLOAD_BYTES.
 * @param declaredType the Content-Type header, if there is one.
 * @throws Refusal `unsupported-type`, `invalid` with every fault, and whatever `save` refuses.
 */
export async function upload(
  runtime: Runtime,
  bytes: Uint8Array,
  declaredType: string | null,
  options: UploadOptions,
  writer: Writer,
  idempotency: IdempotencyClaim | null,
): Promise<Saved> {
  refuseOtherTypes(bytes, declaredType);
  const [settings] = await ask(runtime.db, [currentSettings(runtime.db)], runtime.waits.d1Ms);
  const manuscript = readManuscript(bytes, options, settings.see_also_markers);
  const draft = draftOf(manuscript, options, await sha256(bytes), settings.zone);
  refuseFaults(draftFaults(draft));
  return await save(runtime, draft, writer, { sameAddress: "same-article", cause: "upload", idempotency });
}

function refuseOtherTypes(bytes: Uint8Array, declaredType: string | null): void {
  const [mime, ...parameters] = (declaredType ?? "text/plain")
    .toLowerCase()
    .split(";")
    .map(part => part.trim());
  // What curl and browsers say when they know nothing of the file says nothing about it.
  const saysText =
    mime === "text/plain" ||
    mime === "application/octet-stream" ||
    mime === "application/x-www-form-urlencoded";
  if (!saysText)
    throw new Refusal({
      code: "unsupported-type",
      found: `The Content-Type is ${(mime ?? "").slice(0, 80)}.`,
    });
  const charset = parameters
    .find(parameter => parameter.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    throw new Refusal({ code: "unsupported-type", found: `The charset is ${charset.slice(0, 40)}.` });
  }
  const found = sniff(bytes);
  if (found.kind === "other")
    throw new Refusal({ code: "unsupported-type", found: `The file looks like ${found.name}.` });
}

/** @throws Refusal `invalid` with every fault of the text and of what was said beside it. */
function readManuscript(bytes: Uint8Array, options: UploadOptions, markers: readonly string[]): Manuscript {
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok)
    throw new Refusal({
      code: "invalid",
      faults: [{ ...fault("invalid-utf8", "body"), offset: decoded.offset }],
    });
  const parsed = parseNewsroomText(decoded.text, { markers: [...SHIPPED_MARKERS, ...markers] });
  const faults: Fault[] = [...parsed.faults];
  const isDated =
    parsed.manuscript === null ||
    parsed.manuscript.date !== null ||
    options.published_on ||
    options.publish_at;
  if (options.status === "published" && !isDated) faults.push(NO_DATE);
  refuseFaults(faults);
  if (parsed.manuscript === null) throw new Error("a manuscript without faults is missing");
  return parsed.manuscript;
}

const NO_DATE: Fault = {
  code: "date-required",
  field: "published_on",
  message:
    "To be published the article needs a date: on its first line, or as published_on=YYYY-MM-DD in the address.",
};

function draftOf(manuscript: Manuscript, options: UploadOptions, sourceHash: string, zone: string): Draft {
  const publishAt = options.publish_at === undefined ? null : Date.parse(options.publish_at);
  // The day decides the address, and so which article this is: it is settled before anything is looked up.
  const dayOfInstant = publishAt === null ? null : localDate(publishAt, zone);
  const title = cleanLine(manuscript.title);
  const paragraphs = manuscript.paragraphs.map(cleanText);
  const hasOwnDate = options.published_on !== undefined && options.published_on !== manuscript.date;
  return {
    lang: options.lang,
    title,
    lead: paragraphs[0] ?? "",
    bodyFormat: "text",
    body: paragraphs.join("\n"),
    slug: slugify(title),
    publishedOn: options.published_on ?? manuscript.date ?? dayOfInstant,
    publishedTime: hasOwnDate ? null : manuscript.time,
    publishAt,
    status: options.status ?? null,
    tags: draftTags(namesIn(options.tags ?? "")),
    ...(options.authors === undefined ? {} : { authors: draftTags(namesIn(options.authors)) }),
    ...(options.section === undefined ? {} : { section: options.section.trim() || null }),
    correction: options.correction ?? null,
    seeAlso: manuscript.seeAlso.map(({ title, excerpt }) => ({
      title: cleanLine(title),
      excerpt: excerpt === null ? null : cleanText(excerpt),
    })),
    translationOf: options.translation_of ?? null,
    sourceHash,
    warnings: manuscript.warnings,
  };
}

/** Names, parted by commas and semicolons of any script. */
const namesIn = (list: string) => list.split(/[,،;؛]/);

/** How much of a text is looked through for days that return, in UTF-16 units. */
const LOOKED_THROUGH = 30_000;

/**
 * Days that an uploaded text names: «الثلاثين من تشرين الثاني من كل عام» proposes an observance. Proposals only: the
 * text stays as it is, and nothing is made of them.
 */
export function proposalsOf({ body, publishedOn }: Pick<Article, "body" | "publishedOn">): DateProposal[] {
  return publishedOn === null ? [] : dateProposals(body.slice(0, LOOKED_THROUGH), publishedOn);
}
