/** The documents and pictures of a form, and its fields, which say what the query could say. */
import { readForm } from "../http/multipart";
import type { Document } from "./content";
import type { Said } from "./options";

export interface UploadForm {
  readonly fields: Said;
  readonly files: readonly Document[];
}

/** @param type the Content-Type header, with the boundary. @throws ProblemError `invalid` */
export function readUploadForm(bytes: Uint8Array, type: string): UploadForm {
  const { fields, files } = readForm(bytes, type);
  return {
    fields,
    files: files.map(({ field, filename, type, bytes }) => ({
      name: filename === "" ? field : filename,
      bytes,
      type: type?.split(";")[0]?.trim().toLowerCase() || null,
    })),
  };
}
