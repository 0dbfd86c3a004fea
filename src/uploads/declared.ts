/** What the header says of a body. It is believed only where it says that the body is nothing we take. */
import { ProblemError } from "../http/problem";

/** @param encoding what the address says of it. @throws ProblemError `unsupported-type` */
export function refuseDeclared(type: string, encoding: string | undefined): void {
  const [mime = "", ...parameters] = type
    .toLowerCase()
    .split(";")
    .map(part => part.trim());
  if (mime !== "" && !TAKEN.has(mime))
    throw new ProblemError({ code: "unsupported-type", found: `The Content-Type is ${mime.slice(0, 80)}.` });
  const charset = parameters
    .find(parameter => parameter.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  if (charset !== undefined && !["utf-8", "utf8", encoding].includes(charset)) {
    const found = `The charset is ${charset.slice(0, 40)}; what is not UTF-8 must be said in the address, such as encoding=windows-1256.`;
    throw new ProblemError({ code: "unsupported-type", found });
  }
}

const TAKEN = new Set([
  ...[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/json",
    "multipart/form-data",
    "application/zip",
  ],
  // What curl and browsers say when they know nothing of the file says nothing about it.
  ...["application/octet-stream", "application/x-www-form-urlencoded", "application/x-zip-compressed"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]);
