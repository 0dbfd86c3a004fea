/** `dhikra media add|list`: pictures, recordings and PDFs. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { EXIT, notSent, Refused, Usage } from "./failures.mjs";
import { whyUnread } from "./files.mjs";
import { everyMedium } from "./media.mjs";
import { faultLine, problemLines } from "./output.mjs";

/** @typedef {{ code: string, message: string }} Warning @typedef {import("./site.mjs").Tools} Tools */

/** @param {Tools} tools @param {readonly string[]} paths @param {{ lang?: string, alt?: string, caption?: string, credit?: string }} said of each of them. */
export async function addMedia({ client, output }, paths, said) {
  for (const path of paths) {
    const isFile = (await stat(path).catch(() => null))?.isFile() === true;
    if (!isFile) throw new Usage(`There is no file '${path}'.`);
  }
  let exit = EXIT.ok;
  for (const path of paths) {
    const { lang, alt, caption, credit } = said;
    const given = Object.entries({ name: basename(path), lang, alt, caption, credit }).flatMap(
      ([field, value]) => (value === undefined ? [] : [[field, value]]),
    );
    try {
      const body = new Uint8Array(await readFile(path).catch(unread));
      // What the file is, its bytes say; the same bytes are the same medium.
      const wish = { body, type: "application/octet-stream", repeatable: true };
      const answer = (await client.send("POST", `/api/media?${new URLSearchParams(given)}`, wish)).body;
      const made = /** @type {{ outcome: string, id: number, src: string, warnings: Warning[] }} */ (answer);
      output.result({ file: path, ...made }, [
        `${made.outcome}  ${made.id}  ${made.src}  ${output.isolated(path)}`,
        ...made.warnings.map(warning => `  warning: ${output.isolated(faultLine(warning))}`),
      ]);
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      exit = EXIT.refused;
      const { problem } = failure;
      output.result(
        { file: path, outcome: "refused", problem },
        problemLines(problem).map(line => `refused  ${output.isolated(path)}: ${output.isolated(line)}`),
      );
    }
  }
  return exit;
}

/** @param {unknown} failure @returns {never} */
function unread(failure) {
  throw new Refused(notSent(whyUnread(failure)));
}

/** @param {Tools} tools */
export async function listMedia({ client, output }) {
  const media = await everyMedium(client);
  const lines = media.map(({ id, type, src, name }) => [id, type, src, output.isolated(name)].join("  "));
  output.result({ media }, lines);
  return EXIT.ok;
}
