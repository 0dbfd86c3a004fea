/** A file as it arrives: as the body itself, or as the one file of a form; with what is said beside it. */

import { checkShape } from "../http/check-shape";
import { partsOf } from "../http/multipart";
import { type Issue, ProblemError, throwIssues } from "../http/problem";
import { readQuery } from "../http/read-body";
import { readFile } from "../http/read-file";
import { cleanLine } from "../text/clean";
import { HEAD_BYTES, limitOf } from "./judge";
import type { Beside } from "./keep";
import { FILE_BYTES, FORM_BYTES } from "./limits";
import { type BesideFile, besideFile, given } from "./media-shape";

export interface Sent extends Beside {
  readonly bytes: Uint8Array;
  /** The type that it was said to have; null for none. */
  readonly declared: string | null;
}

/** @throws ProblemError `too-large`, `media-unsupported`, `invalid` */
export async function readSent(request: Request): Promise<Sent> {
  const query = readQuery(request, besideFile);
  const declared = request.headers.get("Content-Type");
  if (!/^multipart\/form-data\b/i.test(declared ?? "")) {
    const bytes = await readFile(request, { bytes: HEAD_BYTES, limitOf, most: FILE_BYTES });
    if (bytes.length === 0)
      refuseForm("no-file", "There is no file: send its bytes as the body, or a form with it.");
    return { bytes, declared, ...beside(query, "") };
  }
  const most = FILE_BYTES + FORM_BYTES;
  const body = await readFile(request, { bytes: 0, limitOf: () => most, most });
  return fromForm(body, declared ?? "", query);
}

/** A field of the form says what the query does not. */
function fromForm(body: Uint8Array, contentType: string, query: BesideFile): Sent {
  const parts = partsOf(body, contentType);
  if (parts === null)
    return refuseForm("unreadable-form", "The form cannot be read: check that it ends with its boundary.");
  const [file, second] = parts.filter(part => part.filename !== null);
  if (file === undefined) return refuseForm("no-file", "The form has no file: send one.");
  if (second !== undefined)
    return refuseForm("too-many-files", "The form has several files: send each by itself.");
  const fields = parts.filter(part => part.filename === null);
  const doubled = fields.find(({ name }, place) => fields.findIndex(other => other.name === name) !== place);
  if (doubled !== undefined) return refuseForm("doubled", `'${doubled.name.slice(0, 80)}' is given twice.`);
  const said = fields.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);
  const all = checkShape({ ...Object.fromEntries(said), ...query }, besideFile);
  return { bytes: file.bytes, declared: file.type, ...beside(all, file.filename ?? "") };
}

function beside({ name, lang, ...fields }: BesideFile, filename: string): Beside {
  const written = given(fields);
  const hasTexts = Object.keys(written).length > 0;
  return {
    name: name ?? cleanLine(filename.slice(0, 200)),
    texts: lang === undefined || !hasTexts ? null : { lang, written },
  };
}

function refuseForm(code: string, message: string): never {
  const faults: Issue[] = [{ code, field: "body", message }];
  throwIssues(faults);
  throw new ProblemError({ code: "invalid", faults });
}
