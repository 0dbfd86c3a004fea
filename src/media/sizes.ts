/** The widths in which a picture can be had, and how a page asks for them. Pure. */
import { type Media, parseFileName, pathOf, shownSize } from "./media";

/** In pixels. A closed set, so that addresses cannot make new work without end. */
export const WIDTHS = [320, 640, 960, 1_280] as const;

/** Kinds that can be scaled. An animation would lose its frames. */
const SCALED: readonly Media["type"][] = ["image/jpeg", "image/png", "image/webp"];

type Picture = Pick<Media, "hash" | "type" | "width" | "height" | "orientation">;

export interface PictureSources {
  readonly src: string;
  /** As the picture is shown; null when it is not known. */
  readonly width: number | null;
  readonly height: number | null;
  /** For `srcset`; null when the picture has one size only. */
  readonly srcset: string | null;
}

/** @param hasImages whether the site can make other sizes (the binding `IMAGES`). */
export function pictureSources(picture: Picture, hasImages: boolean): PictureSources {
  const src = pathOf(picture);
  const { width, height } = shownSize(picture);
  const widths = hasImages ? WIDTHS.filter(wanted => canScale(picture.type, width, wanted)) : [];
  if (width === null || widths.length === 0) return { src, width, height, srcset: null };
  const sized = widths.map(wanted => `${src}?w=${wanted} ${wanted}w`);
  return { src, width, height, srcset: [...sized, `${src} ${width}w`].join(", ") };
}

/** Smaller only. @param shown its width as it is shown; null when it is not known. */
function canScale(type: Media["type"], shown: number | null, wanted: number): boolean {
  return SCALED.includes(type) && shown !== null && wanted < shown;
}

/** The width that an address asks for. @param query with its question mark. @returns null for any other. */
export function askedWidth(query: string, type: Media["type"]): number | null {
  const asked = Number(/^\?w=([1-9]\d{2,3})$/.exec(query)?.[1] ?? 0);
  return SCALED.includes(type) ? (WIDTHS.find(width => width === asked) ?? null) : null;
}

/** A picture in an article's HTML, exactly as `text/html/sanitize.ts` writes one. Quotes in its words are escaped. */
const PICTURE =
  /<img src="\/media\/([0-9a-f]{64}\.[a-z0-9]{3,4})"( alt="[^"]*")? width="(\d+)" height="(\d+)">/g;

/** How wide the text's column is (`view/styles/base.ts`). */
const COLUMN = "(min-width: 36em) 34em, 100vw";

/** The same HTML, in which each picture of this site offers its smaller sizes and loads lazily. */
export function withSizes(html: string): string {
  return html.replaceAll(
    PICTURE,
    (whole: string, file: string, alt: string | undefined, ...measures: string[]) => {
      const picture = parseFileName(file);
      const [width = 0, height = 0] = measures.slice(0, 2).map(Number);
      if (picture === null) return whole;
      const { src, srcset } = pictureSources({ ...picture, width, height, orientation: null }, true);
      if (srcset === null) return whole;
      return `<img src="${src}"${alt ?? ""} width="${width}" height="${height}" srcset="${srcset}" sizes="${COLUMN}" loading="lazy" decoding="async">`;
    },
  );
}
