/**
 * The editor's journey: what was sent becomes documents, each document a draft, each draft an article; or all faults
 * are told at once and nothing is lost.
 */

import type { Note } from "../articles/draft";
import type { Naming } from "../articles/write/place";
import { unknownIn } from "../articles/write/unknown";
import { spend } from "../auth/brake";
import { runQueries } from "../db/client";
import { throwIssues } from "../http/problem";
import { countGone } from "../media/queries";
import type { Runtime } from "../runtime";
import { currentSettings } from "../settings/queries";
import { SHIPPED_MARKERS } from "../text/see-also-marker";
import { entriesOf } from "./archive";
import { SKIPPED } from "./archive-names";
import { type Document, TEXT_BYTES, wishedFormat } from "./content";
import { type Came, documentsInArchive, documentsInForm } from "./documents";
import { readUploadForm } from "./form";
import { kindOfBytes } from "./kind";
import type { Said } from "./options";
import { type FileReport, type Posted, type Posting, post, postEach } from "./post";
import type { Beside } from "./read-document";
import { isWordDocument } from "./word-document";

/** The largest archive, Word document or form that is taken, in bytes. */
const ARCHIVE_BYTES = 20 * 1024 * 1024;
/** So many documents of one request become articles: each costs the database three trips. */
const MOST_DOCUMENTS = 100;

/** How large a body may be: what its header says is a form, or what its first bytes say is an archive, may be larger. */
export function uploadLimit(type: string): (head: Uint8Array) => number {
  return head =>
    type.startsWith("multipart/") || kindOfBytes(head.subarray(0, 4)).kind === "zip"
      ? ARCHIVE_BYTES
      : TEXT_BYTES;
}

export type Uploaded =
  | { readonly kind: "one"; readonly posted: Posted }
  | {
      readonly kind: "several";
      readonly reports: readonly FileReport[];
      readonly unused: readonly string[];
      readonly skipped: Came["skipped"];
    };

/** What was sent, and what the address says of it. */
export interface Sent {
  readonly bytes: Uint8Array;
  /** The Content-Type header; empty when there is none. */
  readonly type: string;
  readonly query: Said;
}

/** @throws ProblemError for what concerns the whole of it; for several files each has its own report. */
export async function upload(
  runtime: Runtime,
  sent: Sent,
  posting: Omit<Posting, "isDryRun">,
): Promise<Uploaded> {
  const [mime = ""] = sent.type.toLowerCase().split(";");
  const isForm = mime.trim() === "multipart/form-data";
  const form = isForm ? readUploadForm(sent.bytes, sent.type) : null;
  const files = form?.files ?? [{ name: null, bytes: sent.bytes, type: mime.trim() || null }];
  const [settings] = await runQueries(runtime.db, [currentSettings(runtime.db)], runtime.waits.d1Ms);
  const said = { query: sent.query, form: form?.fields ?? {} };
  const isDryRun = ["1", "true"].includes(String(sent.query.dry_run ?? said.form.dry_run ?? ""));
  const beside = {
    ...said,
    zone: settings.zone,
    markers: [...SHIPPED_MARKERS, ...settings.see_also_markers],
    unknown: async (naming: Naming) => await unknownIn(runtime, naming, settings),
    countGone: async (addresses: string) => await countGone(runtime, addresses),
  };
  const [first, ...others] = files;
  const isArchive = first !== undefined && others.length === 0 && isArchiveOfDocuments(first, said);
  const came = isArchive ? documentsInArchive(first.bytes, beside) : documentsInForm(files, beside);
  const whole = { ...posting, isDryRun };
  const [only, ...more] = came.documents;
  if (!isArchive && only !== undefined && more.length === 0) {
    const { draft, pictures } = await only.read();
    const warnings = [...draft.warnings, ...unusedNotes(came.unused())];
    return { kind: "one", posted: await post(runtime, { draft: { ...draft, warnings }, pictures }, whole) };
  }
  refuseNumber(came);
  spend(runtime, posting.writer.tokenId, came.documents.length - 1);
  const reports = await postEach(runtime, came.documents, whole);
  return { kind: "several", reports, unused: came.unused(), skipped: came.skipped };
}

/** So many files are named. */
const NAMED = 10;

function unusedNotes(names: readonly string[]): Note[] {
  if (names.length === 0) return [];
  const named = names.slice(0, NAMED).map(name => name.slice(0, 80));
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  const message = `These pictures came with the document, which does not show them; they were not kept: ${named.join(", ")}${more}.`;
  return [{ code: "picture-unused", message }];
}

function refuseNumber({ documents: { length }, skipped }: Came): void {
  const left = skipped.slice(0, NAMED).map(({ file, code }) => ` ${file.slice(0, 80)}: ${SKIPPED[code]}`);
  const message =
    length === 0
      ? `There is no document in it. Documents end in .txt, .md, .html, .docx or .json.${left.join("")}`
      : `It has ${length} documents; at most ${MOST_DOCUMENTS} fit. Send them in parts.`;
  if (length === 0) throwIssues([{ code: "no-file", field: "body", message }]);
  if (length > MOST_DOCUMENTS) throwIssues([{ code: "too-many-files", field: "body", message }]);
}

function isArchiveOfDocuments(file: Document, said: Pick<Beside, "query" | "form">): boolean {
  if (kindOfBytes(file.bytes).kind !== "zip") return false;
  const wished = wishedFormat({ ...said.form, ...said.query });
  if (wished === "docx") return false;
  const entries = entriesOf(file.bytes);
  const isOffice = entries.some(({ name }) => name === "mimetype" || name === "[Content_Types].xml");
  return wished === "zip" || (!isWordDocument(entries) && !isOffice);
}
