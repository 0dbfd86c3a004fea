/** `dhikra post`: files that cannot be read, and what their names say. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { expect, it } from "vitest";
import { Desk, news } from "./cli-desk";
import { answer, serve } from "./cli-server";

const desk = new Desk("files");

/** A name's bytes in windows-1256, as an old disk has it. */
const bytesOf = (name: string) =>
  Buffer.concat([Buffer.from(`${desk.folder}/`), Buffer.from(name, "latin1")]);

it("files and folders whose names are not UTF-8 are refused one by one, and those after them are posted", async () => {
  for (const name of ["\xce\xc8\xd1.ar.txt", "\xcf\xc8\xd1.ar.txt"])
    writeFileSync(bytesOf(name), news("خبر"));
  mkdirSync(bytesOf("\xe3\xe3"));
  desk.write("أول.ar.txt", "خبر أول بين أسماء");
  desk.write("ي.ar.txt", "خبر ثان بين أسماء");
  const { exit, stderr, all } = await desk.runJson("post", desk.folder);
  expect([exit, stderr, all.length]).toEqual([1, "", 6]);
  const refused = all.filter(({ outcome }) => outcome === "refused");
  expect(refused).toHaveLength(3);
  for (const one of refused)
    expect(one).toMatchObject({
      problem: { code: "not-sent", detail: expect.stringContaining("rename it") },
    });
  expect(all.at(-1)).toMatchObject({ counts: { created: 2, refused: 3 } });
  const said = (await desk.run("post", desk.folder)).stdout;
  expect(said).toMatch(/^refused {2}.*\ufffd\.ar\.txt: It was not sent: Its name is not UTF-8/m);
  expect(said).toMatch(/^3 refused, 2 already\.$/m);
});

it("a file that vanished meanwhile is refused, and those after it are posted", async () => {
  for (const number of [1, 2, 3]) desk.write(`خبر-${number}.ar.txt`, `خبر ${number}`);
  const other = await serve((_, response) => {
    rmSync(join(desk.folder, "خبر-2.ar.txt"), { force: true });
    answer(response, { outcome: "created", article: { id: 1, url: null } });
  });
  const { exit, stdout } = await desk.run("post", desk.folder, "--url", other.url, "--parallel", "1");
  await other.close();
  expect(exit).toBe(1);
  expect(stdout).toMatch(/^refused {2}.*خبر-2\.ar\.txt: It was not sent: It is not there any more\.$/m);
  expect(stdout).toMatch(/^2 created, 1 refused\.$/m);
});

it("the language in a file's name is read in capitals too", async () => {
  writeFileSync(
    join(desk.folder, "UP.EN.TXT"),
    "13/03/2022\n\nWater reaches the village\n\nThe canal is open.\n",
  );
  const { exit, all } = await desk.runJson("post", desk.folder);
  expect([exit, all[0]?.outcome]).toEqual([0, "created"]);
  expect((await desk.runJson("get", String(all[0]?.id))).all[0]).toMatchObject({ lang: "en" });
});

it("a line break in a file's name makes no line of its own", async () => {
  desk.write("خبر\ncreated\t9.ar.txt", "خبر بسطرين في اسمه");
  const { stdout } = await desk.run("post", desk.folder);
  expect(stdout).toMatch(/^created {2}\d+ {2}.*خبر\ufffdcreated\ufffd9\.ar\.txt\n1 created\.\n$/);
});

it("a ZIP is counted by what is in it", async () => {
  const text = (title: string) => new TextEncoder().encode(news(title));
  const inside = {
    "1.txt": text("خبر في رزمة"),
    "2.txt": text("خبر ثان في رزمة"),
    "3.md": text(""),
    ".مخفي.txt": text("خفي"),
  };
  inside["3.md"] = new TextEncoder().encode("---\ntitle: [broken\nx: 1\n---\n\nنص\n");
  writeFileSync(join(desk.folder, "رزمة.zip"), zipSync(inside));
  const { exit, stdout } = await desk.run("post", desk.folder, "--lang", "ar");
  expect([exit, stdout]).toEqual([1, expect.stringMatching(/^2 created, 1 refused\.$/m)]);
  expect(stdout).toMatch(/^skipped {2}.*\.مخفي\.txt/m);
});
