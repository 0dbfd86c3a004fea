import { describe, expect, it } from "vitest";
import { mediaIn } from "../../src/media/media";
import { askedWidth, pictureSources, withSizes } from "../../src/media/sizes";

const hash = "a".repeat(64);
const picture = { hash, type: "image/jpeg", width: 1_000, height: 600, orientation: 1 } as const;
const src = `/media/${hash}.jpg`;

describe("what a page asks for", () => {
  it("each width that is smaller than the picture, and the picture itself", () => {
    expect(pictureSources(picture, true)).toEqual({
      ...{ src, width: 1_000, height: 600 },
      srcset: `${src}?w=320 320w, ${src}?w=640 640w, ${src}?w=960 960w, ${src} 1000w`,
    });
  });

  it("the width as it is shown decides for a picture that lies on its side", () => {
    expect(pictureSources({ ...picture, orientation: 6 }, true)).toEqual({
      ...{ src, width: 600, height: 1_000 },
      srcset: `${src}?w=320 320w, ${src} 600w`,
    });
  });

  it("the picture alone without Images, for an animation, and for a small one", () => {
    expect(pictureSources(picture, false).srcset).toBeNull();
    expect(pictureSources({ ...picture, type: "image/gif" }, true).srcset).toBeNull();
    expect(pictureSources({ ...picture, width: 320 }, true).srcset).toBeNull();
  });

  it("no width but those that are offered", () => {
    expect(
      ["?w=320", "?w=0320", "?w=321", "?w=-1", "", "?w=320&w=640"].map(query =>
        askedWidth(query, "image/png"),
      ),
    ).toEqual([320, null, null, null, null, null]);
    expect(askedWidth("?w=320", "application/pdf")).toBeNull();
  });
});

describe("an article's HTML", () => {
  it("offers the smaller sizes of each picture of this site, and is the same otherwise", () => {
    const words = 'alt="نبع > &#x22;السنديان&#x22;"';
    const html = `<p>قبل</p>\n<figure><img src="${src}" ${words} width="700" height="400"><figcaption>x</figcaption></figure>`;
    const shown = withSizes(html);
    expect(shown).toContain(
      `<img src="${src}" ${words} width="700" height="400" srcset="${src}?w=320 320w, ${src}?w=640 640w, ${src} 700w"`,
    );
    expect(shown.replace(/ srcset=.*async"/, "")).toBe(html);
    const plain = `<img src="${src}" alt="x"><img src="https://other.example${src}" width="700" height="400"><p>&lt;img src="${src}" width="700" height="400"></p>`;
    expect(withSizes(plain)).toBe(plain);
  });
});

describe("which media a text shows", () => {
  it("each once, whatever the size or the host before it", () => {
    const other = "b".repeat(64);
    const html = `<figure><img src="${src}" alt=""></figure><a href="https://news.example/media/${other}.pdf">…</a><img src="${src}?w=640">`;
    expect(mediaIn(html)).toEqual([hash, other]);
  });

  it("nothing that is none of ours", () => {
    expect(
      mediaIn(`<img src="/media/x.jpg"><img src="/media/${hash}.svg"><img src="/media/${hash}0.jpg">`),
    ).toEqual([]);
  });
});
