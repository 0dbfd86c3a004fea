/**
 * The editor's journey. The body becomes files; each document among them is detected, parsed to a manuscript and made
 * into a draft (`read-document.ts`); each draft is saved as an article (`post.ts`). All issues are collected first.
 */
import { type Naming, unknownIn } from "../articles/write/references";
import { spend } from "../auth/rate-limit";
import { runQueries } from "../db/client";
import { isForm } from "../http/multipart";
import { throwIssues } from "../http/problem";
import { countGone } from "../media/queries";
import type { Runtime } from "../runtime";
import { currentSettings } from "../settings/queries";
import { SHIPPED_MARKERS } from "../text/blocks";
import { declaredFormat, kindOfBytes, kindOfZip, TEXT_BYTES, type UploadedFile } from "./detect";
import { documentsInArchive, documentsInForm, filesIn, type Received } from "./files";
import type { RawOptions } from "./options";
import { type FileReport, type PostOptions, type PostResult, post, postEach } from "./post";
import type { UploadIssue, UploadWarning } from "./warnings";
import { entriesOf, SKIP_MESSAGES } from "./zip";

/** The largest archive, Word document or form, in bytes. */
const ARCHIVE_BYTES = 20 * 1024 * 1024;
/** Documents of one request: each costs D1 three trips. */
const MOST_DOCUMENTS = 100;

/** How large a body may be. @param contentType says whether it is a form; its first bytes say whether it is an archive. */
export function uploadLimit(contentType: string): (head: Uint8Array) => number {
  return head =>
    isForm(contentType) || kindOfBytes(head.subarray(0, 4)).kind === "zip" ? ARCHIVE_BYTES : TEXT_BYTES;
}

export interface UploadRequest {
  readonly bytes: Uint8Array;
  /** The Content-Type header; empty when there is none. */
  readonly contentType: string;
  readonly query: RawOptions;
}

export type UploadResult =
  | { readonly kind: "one"; readonly posted: PostResult }
  | {
      readonly kind: "several";
      readonly reports: readonly FileReport[];
      readonly unused: readonly string[];
      readonly skipped: Received["skipped"];
    };

/** @throws ProblemError for what concerns the whole request; of several files each has its own report. */
export async function upload(
  runtime: Runtime,
  { bytes, contentType, query }: UploadRequest,
  options: Omit<PostOptions, "isDryRun">,
): Promise<UploadResult> {
  const { fields: form, files } = filesIn(bytes, contentType);
  const [settings] = await runQueries(runtime.db, [currentSettings(runtime.db)], runtime.waits.d1Ms);
  const context = {
    ...{ query, form, zone: settings.zone },
    markers: [...SHIPPED_MARKERS, ...settings.see_also_markers],
    unknown: async (naming: Naming) => await unknownIn(runtime, naming, settings),
    countGone: async (addresses: string) => await countGone(runtime, addresses),
  };
  const isDryRun = ["1", "true"].includes(String(query.dry_run ?? form.dry_run ?? ""));
  const postOptions = { ...options, isDryRun };

  const isArchive = files.length === 1 && isArchiveOfDocuments(files[0], { ...form, ...query });
  const received = isArchive ? documentsInArchive(files[0].bytes, context) : documentsInForm(files, context);
  const [only, ...others] = received.documents;
  if (!isArchive && only !== undefined && others.length === 0) {
    const { draft, pictures } = await only.read();
    const warnings = [...draft.warnings, ...unusedPictures(received.unused())];
    const posted = await post(runtime, { draft: { ...draft, warnings }, pictures }, postOptions);
    return { kind: "one", posted };
  }
  checkNumber(received);
  spend(runtime, options.writer.tokenId, received.documents.length - 1);
  const reports = await postEach(runtime, received.documents, postOptions);
  return { kind: "several", reports, unused: received.unused(), skipped: received.skipped };
}

function isArchiveOfDocuments({ bytes }: UploadedFile, raw: RawOptions): boolean {
  if (kindOfBytes(bytes).kind !== "zip") return false;
  const format = declaredFormat(raw);
  if (format === "docx") return false;
  const kind = kindOfZip(entriesOf(bytes));
  return format === "zip" || kind === "archive";
}

/** How many files are named. */
const NAMED = 10;

function unusedPictures(names: readonly string[]): UploadWarning[] {
  if (names.length === 0) return [];
  const named = names.slice(0, NAMED).map(name => name.slice(0, 80));
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  const message = `These pictures came with the document, which does not show them; they were not kept: ${named.join(", ")}${more}.`;
  return [{ code: "picture-unused", message }];
}

function checkNumber({ documents: { length }, skipped }: Received): void {
  const issues: UploadIssue[] = [];
  if (length === 0) {
    const named = skipped.slice(0, NAMED);
    const reasons = named.map(({ file, code }) => ` ${file.slice(0, 80)}: ${SKIP_MESSAGES[code]}`);
    const message = `There is no document in it. Documents end in .txt, .md, .html, .docx or .json.${reasons.join("")}`;
    issues.push({ code: "no-file", field: "body", message });
  }
  if (length > MOST_DOCUMENTS) {
    const message = `It has ${length} documents; at most ${MOST_DOCUMENTS} fit. Send them in parts.`;
    issues.push({ code: "too-many-files", field: "body", message });
  }
  throwIssues(issues);
}
