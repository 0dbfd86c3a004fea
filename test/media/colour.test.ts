import { env } from "cloudflare:workers";
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { colourOfPixel } from "../../src/media/images";
import * as files from "../fixtures/media";
import { TestWorker } from "../worker";

interface Kept {
  readonly colour: string | null;
}

async function keptBy(worker: TestWorker, body: BodyInit): Promise<Kept> {
  const response = await worker.asEditor("/api/media?name=النبع.jpg", { method: "POST", body });
  expect(response.status).toBe(201);
  return await response.json<Kept>();
}

/** A PNG of one pixel. @param kind its colour type. @param samples the line without its filter. */
function pixel(depth: number, kind: number, samples: readonly number[], palette: readonly number[] = []) {
  const header = files.bytes([0, 0, 0, 1, 0, 0, 0, 1, depth, kind, 0, 0, 0]);
  return files.bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    files.pngChunk("IHDR", header),
    ...(palette.length === 0 ? [] : [files.pngChunk("PLTE", files.bytes(palette))]),
    files.pngChunk("IDAT", zlibSync(files.bytes([1, ...samples]))),
    files.pngChunk("IEND", files.bytes()),
  );
}

describe("the colour of a picture", () => {
  it("is told where Images are bound, in the answer, the list and by its id", async () => {
    const worker = new TestWorker({ IMAGES: env.SCALING });
    const { colour } = await keptBy(worker, files.wideJpeg());
    expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    const one = await (await worker.asEditor("/api/media/1")).json<Kept>();
    const { media } = await (await worker.asEditor("/api/media")).json<{ media: Kept[] }>();
    expect([one.colour, media[0]?.colour]).toEqual([colour, colour]);
  });

  it("is that of the picture: two that differ in nothing else have two", async () => {
    const worker = new TestWorker({ IMAGES: env.SCALING });
    const colours = [pixel(8, 2, [0xc0, 0x30, 0x20]), pixel(8, 2, [0x10, 0x90, 0x50])].map(
      async png => (await keptBy(worker, png)).colour,
    );
    expect(await Promise.all(colours)).toEqual(["#c03020", "#109050"]);
  });

  it("is not known without Images, of what is no picture, and where Images fail; the file is kept", async () => {
    expect((await keptBy(new TestWorker(), files.wideJpeg())).colour).toBeNull();
    expect((await keptBy(new TestWorker({ IMAGES: env.SCALING }), files.mp3())).colour).toBeNull();
    const failing: ImagesBinding = new Proxy(env.SCALING, {
      get: () => () => {
        throw new Error("IMAGES_TRANSFORM_ERROR 9432");
      },
    });
    expect((await keptBy(new TestWorker({ IMAGES: failing }), files.png())).colour).toBeNull();
  });
});

describe("a PNG of one pixel", () => {
  it.each([
    ["true colour", pixel(8, 2, [1, 2, 3]), "#010203"],
    ["true colour with transparency", pixel(8, 6, [1, 2, 3, 4]), "#010203"],
    ["true colour of 16 bits", pixel(16, 2, [1, 9, 2, 9, 3, 9]), "#010203"],
    ["grey", pixel(8, 0, [0x7f]), "#7f7f7f"],
    ["grey with transparency", pixel(8, 4, [0x7f, 0]), "#7f7f7f"],
    ["a palette of four", pixel(2, 3, [0b10_000000], [0, 0, 0, 1, 1, 1, 0xa, 0xb, 0xc]), "#0a0b0c"],
  ])("has its colour: %s", async (_, png, colour) => {
    expect(await colourOfPixel(png)).toBe(colour);
  });

  it("is asked for: a larger one, and one without a palette that it needs, have none", async () => {
    expect(await colourOfPixel(files.png())).toBeNull();
    expect(await colourOfPixel(pixel(2, 3, [0]))).toBeNull();
  });
});
