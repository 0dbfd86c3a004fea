/** What a request says that its file is. It decides nothing; but one that says what is not so is refused. Pure. */
import { ProblemError } from "../http/problem";
import type { MediaType } from "./media";

/** What programs say that do not know. */
const UNKNOWN = ["", "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded"];

/** Other names of the same. */
const NAMES: Readonly<Record<string, MediaType>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/apng": "image/png",
  "image/x-png": "image/png",
  "application/x-pdf": "application/pdf",
  "audio/mp3": "audio/mpeg",
  "audio/x-mp3": "audio/mpeg",
  "audio/m4a": "audio/mp4",
  "audio/x-m4a": "audio/mp4",
  "video/mp4": "audio/mp4",
  "application/ogg": "audio/ogg",
  "audio/opus": "audio/ogg",
  "audio/vorbis": "audio/ogg",
  "audio/wave": "audio/wav",
  "audio/x-wav": "audio/wav",
  "audio/vnd.wave": "audio/wav",
};

/** @param declared a Content-Type, or null. @throws ProblemError `media-unsupported` when the file is something else. */
export function checkDeclared(declared: string | null, found: MediaType): void {
  const said = (declared ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (UNKNOWN.includes(said) || said === found || NAMES[said] === found) return;
  const sentence = `The file is ${found}, but was sent as ${said.slice(0, 80)}.`;
  throw new ProblemError({ code: "media-unsupported", found: sentence });
}
