/** A multipart form: fields that say what the query could say, documents, and the pictures that they show. */
import { type Issue, ProblemError, throwIssues } from "../http/problem";
import type { Document } from "./content";
import type { Said } from "./options";

export interface Form {
  readonly fields: Said;
  readonly files: readonly Document[];
}

const MOST_PARTS = 500;

/**
 * @param type the Content-Type header, with the boundary.
 * @throws ProblemError `invalid` when it cannot be read, or a field is given twice.
 * @see RFC 7578
 */
export async function readForm(bytes: Uint8Array, type: string): Promise<Form> {
  const parts = await partsOf(bytes, type);
  if (parts.length > MOST_PARTS)
    throwIssues([formFault("too-many-files", `It has ${parts.length} parts; at most ${MOST_PARTS} fit.`)]);
  const fields = parts.flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  const doubled = fields.filter(([name], place) => fields.findIndex(([other]) => other === name) !== place);
  throwIssues(
    doubled.map(([name]) => ({
      code: "doubled",
      field: name.slice(0, 80),
      message: `'${name.slice(0, 80)}' is given twice; give it once.`,
    })),
  );
  const files = await Promise.all(
    parts.flatMap(([name, value]) => (typeof value === "string" ? [] : [fileOf(name, value)])),
  );
  if (files.length === 0)
    throwIssues([formFault("no-file", "The form has no file. Send the document as one.")]);
  return { fields: Object.fromEntries(fields), files };
}

async function partsOf(bytes: Uint8Array, type: string): Promise<[string, string | File][]> {
  try {
    const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData();
    return [...form.entries()];
  } catch {
    const message =
      "The form cannot be read: check that it ends with its boundary and that the header names it.";
    throw new ProblemError({ code: "invalid", faults: [formFault("unreadable-form", message)] });
  }
}

async function fileOf(field: string, file: File): Promise<Document> {
  const type = file.type.split(";")[0]?.trim().toLowerCase() ?? "";
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name === "" ? field : file.name, bytes, type: type === "" ? null : type };
}

const formFault = (code: string, message: string): Issue => ({ code, field: "body", message });
