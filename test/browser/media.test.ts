/** Media in a real Chromium: cleaning changes no pixel, and nothing that is kept can run. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { joined } from "../../src/media/sanitize/bytes";
import { type BuiltSite, startBuiltSite } from "../built/site";
import * as files from "../fixtures/media";
import { launchChromium } from "./chromium";

let site: BuiltSite;
let browser: Browser;
beforeAll(async () => {
  site = await startBuiltSite();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** What a reader sees of a picture: its sides, upright, and every pixel. */
async function pixelsOf(file: Uint8Array, type: string): Promise<{ sides: number[]; pixels: number[] }> {
  const page = await browser.newPage();
  const pixels = await page.evaluate(
    async ({ base64, type }) => {
      const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type }));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext("2d");
      context?.drawImage(picture, 0, 0);
      const drawn = context?.getImageData(0, 0, picture.width, picture.height).data ?? [];
      return { sides: [picture.width, picture.height], pixels: [...drawn] };
    },
    { base64: Buffer.from(file).toString("base64"), type },
  );
  await page.close();
  return pixels;
}

const PICTURES = files.FILES.filter(([type]) => type.startsWith("image/"));

it.each(PICTURES)(
  "%s %s: every pixel is as it was, and it stands upright as it did",
  async (type, _, file) => {
    const before = await pixelsOf(file(), type);
    const after = await pixelsOf(joined(files.sanitized(file()).pieces), type);
    expect(before.pixels.some(value => value > 0 && value < 255)).toBe(true);
    expect(after).toEqual(before);
  },
);

it("a picture that is a web page as well runs nothing when it is opened by itself", async () => {
  const script = "<html><body><script>window.ran = true; document.title = 'ran'</script>";
  const gif = files.gif();
  const tailed = files.bytes(
    gif.subarray(0, -1),
    ...[[0x21, 0xfe, script.length], script, [0]],
    gif.subarray(-1),
  );
  const headers = { Authorization: `Bearer ${site.token}`, "Content-Type": "image/gif" };
  const response = await fetch(`${site.origin}/api/media`, { method: "POST", body: tailed, headers });
  expect(response.status).toBe(201);
  const { src } = (await response.json()) as { src: string };
  const url = site.origin + src;
  expect(await (await fetch(url)).text()).not.toContain("script");
  const page = await browser.newPage();
  await page.goto(url);
  expect(await page.title()).not.toBe("ran");
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  await page.close();
});
