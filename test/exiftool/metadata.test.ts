/** What ExifTool finds in files before and after they are cleaned: a judge that we did not write. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { joined } from "../../src/media/sanitize/bytes";
import * as files from "../fixtures/media";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dhikra-media-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every tag, hidden and unknown ones too, by its group and name: `GPS:GPSLatitude`. */
function tagsIn(file: Uint8Array, ending: string): Record<string, unknown> {
  const path = join(folder, `file.${ending}`);
  writeFileSync(path, file);
  const run = spawnSync("exiftool", ["-json", "-G1", "-a", "-u", "-U", "-ee", "-api", "RequestAll=3", path]);
  if (run.error !== undefined)
    throw new Error("ExifTool is missing: apt-get install libimage-exiftool-perl", { cause: run.error });
  const [tags] = JSON.parse(run.stdout.toString()) as Record<string, unknown>[];
  return Object.fromEntries(
    Object.entries(tags ?? {}).filter(([name]) => !/^(SourceFile|ExifTool:|System:)/.test(name)),
  );
}

const TELLS = /Suad|Issa|Sindyan|33(\.5| deg)|36(\.3| deg)|2021:\d\d|Xiph/;

/** Groups of tags that hold nothing of a source, however they are filled. */
const OF_A_SOURCE = /^(GPS|IFD1|ExifIFD|XMP|IPTC|Photoshop|ID3|APE|ItemList|UserData|Keys|MakerNotes)/;

it.each(files.FILES.filter(([type]) => type !== "application/pdf"))(
  "%s %s tells where it was made before, and nothing after",
  (_, ending, file) => {
    const before = tagsIn(file(), ending);
    expect(JSON.stringify(before)).toMatch(TELLS);
    const after = tagsIn(joined(files.sanitized(file()).pieces), ending);
    expect(JSON.stringify(after)).not.toMatch(TELLS);
    const left = Object.entries(after).filter(
      ([name, value]) => OF_A_SOURCE.test(name) && String(value).trim() !== "",
    );
    expect(left).toEqual([]);
    const ofExif = Object.keys(after).filter(name => name.startsWith("IFD0:"));
    expect(ofExif.filter(name => name !== "IFD0:Orientation")).toEqual([]);
    expect(Object.keys(after).filter(name => /Error|Warning/.test(name))).toEqual([]);
  },
);

it.each([
  ["jpg", files.jpeg(6)],
  ["png", files.png()],
  ["webp", files.webp()],
] as const)("%s: its orientation is as the camera told it", (ending, file) => {
  const orientation = tagsIn(file, ending)["IFD0:Orientation"];
  expect(orientation).toMatch(/Rotate/);
  expect(tagsIn(joined(files.sanitized(file).pieces), ending)["IFD0:Orientation"]).toBe(orientation);
});

it("a PDF keeps what it tells, as its warning says", () => {
  const tags = tagsIn(joined(files.sanitized(files.pdf()).pieces), "pdf");
  expect(tags["PDF:Author"]).toBe("Dhikra");
});
