import fc from "fast-check";
import { unzlibSync, zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ascii, joined, lengthOf, u32Bytes } from "../../src/media/sanitize/bytes";
import { sanitizeMedia } from "../../src/media/sanitize/sanitize";
import * as files from "../fixtures/media";

const { FILES, SOURCE, bytes, sanitized } = files;

const cleaned = (file: Uint8Array) => joined(sanitized(file).pieces);
const latin1 = (file: Uint8Array) => new TextDecoder("latin1").decode(file);

/** The code of the issue for which a file is rejected; that of the rejection where there are no issues. */
function rejectionOf(file: Uint8Array): string {
  const result = sanitizeMedia(file);
  if (result.ok) return "taken";
  const { rejection } = result;
  return rejection.code === "invalid" ? (rejection.faults[0]?.code ?? "") : rejection.code;
}

describe("what a file tells of its source", () => {
  it.each(FILES)("%s %s: nothing is left of it, and a cleaned file is clean already", (type, _, file) => {
    const sent = file();
    const before = sent.slice();
    const result = sanitized(sent);
    expect(result.type).toBe(type);
    const kept = joined(result.pieces);
    if (type === "application/pdf") expect(kept).toEqual(sent);
    else expect(latin1(kept)).not.toMatch(/Suad|Sindyan|33\.5N|xmpmeta|Xiph/);
    expect(sent).toEqual(before);
    expect(cleaned(kept)).toEqual(kept);
  });

  it("a PDF is kept as it is, with a warning that says so", () => {
    expect(sanitized(files.pdf()).warnings.map(warning => warning.code)).toEqual(["metadata-kept"]);
  });

  it("a thumbnail in JFIF goes, its density stays", () => {
    const jfif = bytes("JFIF\0", [1, 1, 1, 0, 72, 0, 72, 2, 1], [1, 2, 3, 4, 5, 6]);
    const kept = cleaned(bytes([0xff, 0xd8], files.segment(0xe0, jfif), files.plainJpeg.subarray(2)));
    expect([...kept.subarray(0, 20)]).toEqual([
      ...[0xff, 0xd8, 0xff, 0xe0, 0, 16, ...ascii("JFIF\0"), 1, 1, 1, 0, 72, 0, 72, 0, 0],
    ]);
  });

  it("a film that a phone put after its photograph is cut off, and that is said", () => {
    const announced = files.segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0", 'GCamera:MotionPhoto="1"'));
    const phone = bytes(files.jpeg().subarray(0, 2), announced, files.jpeg().subarray(2), "ftypmp42 a film");
    const result = sanitized(phone);
    expect(result.warnings.map(warning => warning.code)).toEqual(["appendix-cut"]);
    expect(joined(result.pieces)).toEqual(cleaned(files.jpeg()));
  });
});

describe("the picture itself", () => {
  it("JPEG: the compressed data is the same to the byte, the profile stays, and so does the orientation", () => {
    const kept = cleaned(files.jpeg(6));
    expect(files.jpegPicture(kept)).toEqual(files.jpegPicture(files.plainJpeg));
    expect(latin1(kept)).toContain("a profile, byte for byte");
    expect(sanitized(kept)).toMatchObject({ width: 16, height: 8, orientation: 6 });
    expect(latin1(cleaned(files.jpeg(1)))).not.toContain("Exif");
  });

  it("PNG: its chunks of picture are the same to the byte", () => {
    const picture = (file: Uint8Array) =>
      files.pngChunks(file).filter(({ type }) => ["IHDR", "PLTE", "IDAT", "IEND"].includes(type));
    const kept = cleaned(files.png(files.pngChunk("gAMA", Uint8Array.of(0, 0, 0xb1, 0x8f))));
    expect(picture(kept)).toEqual(picture(files.png()));
    expect(files.pngChunks(kept).map(({ type }) => type)).toEqual(expect.arrayContaining(["eXIf", "gAMA"]));
    expect(sanitized(kept)).toMatchObject({ width: 16, height: 8, orientation: 3 });
  });

  it("WebP: its compressed data is the same to the byte, and the flags and lengths are true", () => {
    const kept = cleaned(files.webp());
    expect(latin1(kept)).toContain(latin1(files.webpPicture));
    expect(kept[20]).toBe(0x28);
    expect(new DataView(kept.buffer).getUint32(4, true)).toBe(kept.length - 8);
    expect(sanitized(kept)).toMatchObject({ width: 16, height: 8, orientation: 8 });
    const moving = latin1(cleaned(files.animatedWebp()));
    expect(moving.split(latin1(files.webpPicture))).toHaveLength(3);
  });

  it("WebP without an extended header: what stands after the picture goes, and its length is true", () => {
    const odd = files.riff("WEBP", files.webpPicture, files.riffChunk("EXIF", files.exifOf(6)));
    expect(sanitized(odd)).toMatchObject({ width: 16, height: 8, orientation: 1 });
    expect(cleaned(odd)).toEqual(files.plainWebp);
  });

  it.each([
    ["JPEG", files.jpeg],
    ["PNG", files.png],
    ["WebP", files.webp],
    ["GIF", files.gif],
  ] as const)("%s: empty room after the end is cut off", (_, file) => {
    expect(cleaned(bytes(file(), new Uint8Array(40)))).toEqual(cleaned(file()));
  });

  it("GIF: its frames are the same to the byte, and it still repeats", () => {
    const kept = cleaned(files.gif());
    expect(latin1(kept)).toContain(latin1(files.gifPicture));
    expect(latin1(kept)).toContain("NETSCAPE2.0");
  });

  it("AVIF: nothing moves, and only bytes that are no picture's differ", () => {
    const sent = files.avifWithExif;
    const kept = cleaned(sent);
    expect(kept.length).toBe(sent.length);
    const picture = latin1(sent).indexOf("\x12\x00\x0a");
    expect(picture).toBeGreaterThan(0);
    const changed = [...sent.keys()].filter(at => sent[at] !== kept[at]);
    expect(changed.length).toBeGreaterThan(300);
    expect(changed.filter(at => at >= picture && at < picture + 20)).toEqual([]);
    expect(sanitized(kept)).toMatchObject({ width: 16, height: 8, orientation: 1 });
  });

  it("recordings: the sound is the same to the byte", () => {
    expect(cleaned(files.mp3())).toEqual(files.mp3Frames);
    expect(latin1(cleaned(files.m4a()))).toContain(latin1(files.mp3Frames));
    expect(latin1(cleaned(files.vorbis()))).toContain(latin1(files.mp3Frames.subarray(0, 400)));
    expect(cleaned(files.vorbis()).length).toBe(files.vorbis().length);
    expect(latin1(cleaned(files.wav()))).toContain("`ab");
  });
});

describe("a colour profile", () => {
  const NO_PROFILE = bytes("Suad Issa, Ain al-Sindyan", new Uint8Array(200));
  const lying = (change: (profile: Uint8Array) => unknown) => {
    const profile = files.iccProfile();
    change(profile);
    return profile;
  };
  const parts = (...profile: [number, number, Uint8Array][]) =>
    bytes(
      [0xff, 0xd8],
      ...profile.map(([number, of, part]) => files.segment(0xe2, bytes("ICC_PROFILE\0", [number, of], part))),
      files.plainJpeg.subarray(2),
    );
  const iccp = (zlib: Uint8Array, method = 0) =>
    files.pngChunk("iCCP", bytes("ICC Profile", [0, method], zlib));
  const png = (...chunks: Uint8Array[]) => files.png(bytes(...chunks));
  const webp = (profile: Uint8Array) =>
    files.riff(
      "WEBP",
      files.riffChunk("VP8X", bytes([0x20, 0, 0, 0, 15, 0, 0, 7, 0, 0])),
      files.riffChunk("ICCP", profile),
      files.webpPicture,
    );
  const gif = (profile: Uint8Array) => {
    const at = latin1(files.gif()).indexOf("NETSCAPE2.0") - 3;
    return bytes(
      files.gif().subarray(0, at),
      bytes([0x21, 0xff, 11], "ICCRGBG1012", [profile.length], profile, [0]),
      files.gif().subarray(at),
    );
  };
  /** The colours of the AVIF, told otherwise. */
  const avif = (profile: Uint8Array) => files.avifWithColours(bytes("prof", profile));
  const profile = files.iccProfile();
  const half = profile.length >> 1;
  const warned = (file: Uint8Array) => sanitized(file).warnings.map(({ code }) => code);
  /** Of a PNG, inflated; behind its name, and how it is compressed. */
  const profileIn = (file: Uint8Array) => {
    const [chunk] = files.pngChunks(file).filter(({ type }) => type === "iCCP");
    if (chunk === undefined) throw new Error("there is no profile");
    return unzlibSync(chunk.content.subarray(chunk.content.indexOf(0) + 2));
  };

  it.each([
    ["JPEG", parts([1, 1, profile])],
    ["JPEG, in two parts", parts([1, 2, profile.subarray(0, half)], [2, 2, profile.subarray(half)])],
    [
      "JPEG, in two parts, the second first",
      parts([2, 2, profile.subarray(half)], [1, 2, profile.subarray(0, half)]),
    ],
    ["PNG", png(iccp(zlibSync(profile)))],
    ["WebP", webp(profile)],
    ["GIF", gif(profile)],
    ["AVIF", avif(profile)],
  ])("%s: stays as it is, to the byte", (kind, file) => {
    expect(warned(file)).toEqual([]);
    const kept = latin1(cleaned(file));
    if (kind === "PNG") expect(profileIn(cleaned(file))).toEqual(profile);
    else if (kind.includes("second first")) expect(kept).toContain("ICC_PROFILE");
    else if (kind.includes("parts")) expect(kept).toContain(latin1(profile.subarray(half)));
    else expect(kept).toContain(latin1(profile));
  });

  it.each([
    ["whatever bytes", NO_PROFILE],
    ["that says another length", lying(it => it.set(u32Bytes(it.length + 1)))],
    ["without its mark", lying(it => it.set(ascii("acsq"), 36))],
    ["that is too short", files.iccProfile().subarray(0, 100)],
    ["with something behind it", bytes(files.iccProfile(), "Suad Issa")],
  ])("%s is none: the picture stays without it, and that is said", (_, none) => {
    const sent = [
      ...[parts([1, 1, none]), png(iccp(zlibSync(none))), webp(none), gif(none.subarray(0, 255))],
      ...[avif(none)],
    ];
    for (const file of sent) {
      expect(warned(file)).toEqual(["profile-dropped"]);
      expect(latin1(cleaned(file))).not.toMatch(/ICC|iCCP|acs[pq]|Suad|prof/i);
    }
    expect(cleaned(webp(none))[20]).toBe(0);
    expect(files.jpegPicture(cleaned(parts([1, 1, none])))).toEqual(files.jpegPicture(files.plainJpeg));
  });

  it.each([
    [
      "with a part that is not there",
      parts([1, 3, profile.subarray(0, half)], [3, 3, profile.subarray(half)]),
    ],
    ["with a part twice", parts([1, 1, profile], [1, 1, profile])],
    [
      "without its parts' numbers",
      bytes([0xff, 0xd8], files.segment(0xe2, ascii("ICC_PROFILE\0")), files.plainJpeg.subarray(2)),
    ],
    ["compressed in no known way", png(iccp(zlibSync(profile), 1))],
    ["that does not inflate", png(iccp(ascii("no such thing")))],
    ["cut off", png(iccp(zlibSync(profile).subarray(0, 40)))],
    ["without a name", png(files.pngChunk("iCCP", bytes([0, 0], zlibSync(profile))))],
  ])("one %s is none", (_, file) => {
    expect(warned(file)).toEqual(["profile-dropped"]);
    expect(latin1(cleaned(file))).not.toMatch(/ICC|iCCP/);
  });

  it("of PNG is not inflated beyond 4 MB, and only the first is looked into", () => {
    const bomb = zlibSync(new Uint8Array(50_000_000));
    const large = new Uint8Array(4 * 1024 * 1024 + 1);
    large.set(files.iccProfile());
    large.set(u32Bytes(large.length));
    for (const zlib of [bomb, zlibSync(large)]) {
      const kept = cleaned(png(iccp(zlib)));
      expect(kept.length).toBeLessThan(1_000);
      expect(warned(png(iccp(zlib)))).toEqual(["profile-dropped"]);
    }
    const several = png(iccp(zlibSync(profile)), ...Array<Uint8Array>(200).fill(iccp(bomb)));
    expect(warned(several)).toEqual(["profile-dropped"]);
    expect(files.pngChunks(cleaned(several)).filter(({ type }) => type === "iCCP")).toHaveLength(1);
  });

  it("of PNG is kept without its name and what stands behind its end, however much that is", () => {
    const hidden = bytes("Suad Issa, Ain al-Sindyan", new Uint8Array(15_000_000));
    const sent = png(files.pngChunk("iCCP", bytes("Ain al-Sindyan", [0, 0], zlibSync(profile), hidden)));
    expect(warned(sent)).toEqual([]);
    const kept = cleaned(sent);
    expect(profileIn(kept)).toEqual(profile);
    expect([kept.length < 2_000, latin1(kept).includes("Sindyan")]).toEqual([true, false]);
  });
});

describe("a file that is more than one thing", () => {
  const zip = bytes("PK\x05\x06", new Uint8Array(18));
  it.each(FILES)("%s %s is refused with an archive after its end", (_, __, file) => {
    expect(rejectionOf(bytes(file(), "PK\x03\x04 a file", zip))).toBe("hidden-bytes");
  });

  it.each(FILES.filter(([type]) => type.startsWith("image/") && type !== "image/avif"))(
    "%s %s is refused with a web page after its end",
    (_, __, file) => {
      expect(rejectionOf(bytes(file(), "<script>alert(1)</script>"))).toBe("hidden-bytes");
    },
  );

  it("a web page in a comment does not reach the reader", () => {
    const page = "<html><script>alert(1)</script>";
    const sent = bytes([0xff, 0xd8], files.segment(0xfe, ascii(page)), files.plainJpeg.subarray(2));
    expect(latin1(cleaned(sent))).not.toContain("script");
  });

  it("an AVIF keeps nothing between its boxes, in them or after the picture", () => {
    const page = ascii("<html><script>alert(1)</script>");
    const hidden = bytes(files.avifWithExif, u32Bytes(8 + page.length), "skip", page);
    expect(latin1(cleaned(hidden))).not.toContain("script");
  });

  it.each([
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["SVG after a declaration", '<?xml version="1.0"?><svg/>'],
    ["a web page", "<!doctype html><p>"],
    ["an archive", "PK\x03\x04"],
    ["a program", "MZ\x90\0"],
    ["HEIC", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
    ["an AVIF that moves", "\0\0\0\x18ftypavis\0\0\0\0avifavis"],
    ["nothing", ""],
  ])("%s is of no kind that is taken", (_, text) => {
    expect(rejectionOf(ascii(text))).toBe("media-unsupported");
  });
});

describe("a file that asks for too much", () => {
  const withSize = (file: Uint8Array, at: number, ...size: number[]) => {
    const copy = file.slice();
    copy.set(size, at);
    return copy;
  };

  it("PNG of 65,535 pixels squared, in 100 bytes", () => {
    const header = bytes([0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff, 8, 2, 0, 0, 0]);
    const bomb = bytes(
      files.png().subarray(0, 8),
      files.pngChunk("IHDR", header),
      files.pngChunk("IDAT", new Uint8Array(9)),
      files.pngChunk("IEND", new Uint8Array()),
    );
    expect(rejectionOf(bomb)).toBe("too-much");
  });

  it("JPEG, WebP and GIF of 65,535 pixels squared", () => {
    const start = files.plainJpeg.findIndex((byte, at) => byte === 0xff && files.plainJpeg[at + 1] === 0xc0);
    expect(rejectionOf(withSize(files.plainJpeg, start + 5, 0xff, 0xff, 0xff, 0xff))).toBe("too-much");
    expect(rejectionOf(withSize(files.gif(), 6, 0xff, 0xff, 0xff, 0xff))).toBe("too-much");
    expect(rejectionOf(withSize(files.animatedWebp(), 24, 0xff, 0xff, 0, 0xff, 0xff, 0))).toBe("too-much");
  });

  it("a WebP that tells two sizes of itself", () => {
    expect(rejectionOf(files.webp(files.plainWebp, 15, 8))).toBe("broken-file");
  });

  it("PNG of 100,000 chunks, and JPEG of 100,000 segments", () => {
    const chunk = files.pngChunk("teXt", new Uint8Array());
    expect(rejectionOf(files.png(bytes(...Array(100_000).fill(chunk))))).toBe("too-much");
    const comment = files.segment(0xfe, new Uint8Array());
    const segments = bytes([0xff, 0xd8], ...Array(100_000).fill(comment), files.plainJpeg.subarray(2));
    expect(rejectionOf(segments)).toBe("too-much");
  });

  it("GIF of 100,000 frames, and WebP of 2,000", () => {
    const frames = Array(100_000).fill(files.gifPicture.subarray(0, -1));
    expect(rejectionOf(bytes(files.gif().subarray(0, -1), ...frames, [0x3b]))).toBe("too-much");
    const frame = files.animatedWebp().subarray(12 + 18 + 14);
    const one = frame.subarray(0, 8 + (frame[4] ?? 0) + (frame[5] ?? 0) * 256);
    const many = files.riff(
      "WEBP",
      files.animatedWebp().subarray(12, 12 + 18 + 14),
      ...Array(2_000).fill(one),
    );
    expect(rejectionOf(many)).toBe("too-much");
  });

  it("AVIF whose items lie in a thousand million places that take no room", () => {
    const sent = files.avifWithExif.slice();
    const at = latin1(sent).indexOf("iloc") + 4;
    sent.set([0, 0, 0, 0, 0x00, 0x00, 0xff, 0xff], at);
    expect(["too-much", "broken-file"]).toContain(rejectionOf(sent));
  });
});

describe("any bytes at all", () => {
  it.each(FILES)("%s %s cut off anywhere is refused, or is a whole one", (type, _, file) => {
    const whole = file();
    const length = Math.min(whole.length, 3_000);
    for (let end = 0; end < length; end += Math.max(1, Math.floor(length / 400))) {
      const code = rejectionOf(whole.subarray(0, end));
      expect(["broken-file", "hidden-bytes", "media-unsupported", "taken"]).toContain(code);
      if (type.startsWith("image/")) expect([end, code]).not.toEqual([end, "taken"]);
    }
  });

  it("a changed byte anywhere is refused, or leaves a file that holds together; nothing else is ever thrown", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        fc.array(fc.tuple(fc.nat(3_000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        ([, , file], changes) => {
          const sent = file().slice();
          for (const [at, value] of changes) sent[at % sent.length] = value;
          if (rejectionOf(sent) !== "taken") return;
          const { pieces, width, height } = sanitized(sent);
          expect(lengthOf(pieces)).toBeLessThanOrEqual(sent.length + 64);
          expect((width ?? 1) * (height ?? 1)).toBeLessThanOrEqual(100_000_000);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("any bytes after any beginning are refused or taken", () => {
    const beginnings = FILES.map(([, , file]) => file().subarray(0, 40));
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(40),
        fc.uint8Array({ maxLength: 300 }),
        (beginning, length, rest) => {
          expect(rejectionOf(bytes(beginning.subarray(0, length), rest))).toMatch(/^[a-z-]+$/);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

it("says where a file is broken, and what to do", () => {
  expect(sanitizeMedia(files.jpeg().subarray(0, 100))).toMatchObject({
    ok: false,
    rejection: {
      code: "invalid",
      faults: [{ code: "broken-file", field: "file", message: expect.stringContaining("again") }],
    },
  });
  expect(SOURCE).toContain("Suad");
});
