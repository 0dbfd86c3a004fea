import { crossKey, toRootLowerCase } from "./fold";
import { graphemeStart } from "./words";

const MAX_CODE_POINTS = 60;
const MAX_ENCODED_BYTES = 300;

// Dropped without a hyphen: harakat, Quranic signs, tatweel, joiners and bidi controls.
const DROPPED = /[\u064B-\u065F]|\u0670|[\u06D6-\u06ED]|\u0640|\p{Cf}/gu;
const LETTER_OR_NUMBER = /^[\p{L}\p{N}]$/u;
const MARK = /^\p{M}$/u;
// Long enough for any slug and the grapheme that the limit may fall into.
const ENOUGH_CODE_UNITS = 4 * MAX_CODE_POINTS;
const SLUG = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:-[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u;

/**
 * The readable part of an address, made from a title. Letters keep their form (أ stays أ); only case, marks and
 * punctuation go.
 * @returns NFC, at most 60 code points and 300 percent-encoded bytes; "" if the title has no letter or number.
 * @see docs/text.md, "Slugs"
 */
export function slugify(title: string): string {
  const letters = toRootLowerCase(title.normalize("NFC")).replace(DROPPED, "").normalize("NFC");
  return cutSlug(hyphenated(letters), MAX_CODE_POINTS, MAX_ENCODED_BYTES);
}

/** Words joined by hyphens. Stops once no limit could reach further, so that long titles cost no more. */
function hyphenated(text: string): string {
  let slug = "";
  let isInWord = false;
  for (const character of text) {
    if (LETTER_OR_NUMBER.test(character)) {
      slug += isInWord || slug === "" ? character : `-${character}`;
      isInWord = true;
    } else if (!MARK.test(character)) isInWord = false;
    // A mark without its base would attach to the hyphen.
    else if (isInWord) slug += character;
    if (slug.length > ENOUGH_CODE_UNITS) break;
  }
  return slug;
}

/** The slug for the nth article that asks for it: `-2`, `-3`, shortened first to stay within both limits. */
export function withSuffix(slug: string, n: number): string {
  const suffix = `-${n}`;
  return cutSlug(slug, MAX_CODE_POINTS - suffix.length, MAX_ENCODED_BYTES - suffix.length) + suffix;
}

/** Whether a string could have come out of {@link slugify}: its grammar, its normal form and both limits. */
export function isSlug(s: string): boolean {
  if (s.length > 2 * MAX_CODE_POINTS || !SLUG.test(s) || s.search(DROPPED) >= 0) return false;
  if (s !== s.normalize("NFC") || s !== toRootLowerCase(s)) return false;
  return fittingLength(s, MAX_CODE_POINTS, MAX_ENCODED_BYTES) === s.length;
}

/** Slugs with one key are one address, so that ك and ک never make two. Compare within one language and day. */
export function slugKey(slug: string): string {
  return crossKey(slug);
}

function cutSlug(slug: string, maxCodePoints: number, maxEncodedBytes: number): string {
  const fits = fittingLength(slug, maxCodePoints, maxEncodedBytes);
  if (fits === slug.length || slug[fits] === "-") return slug.slice(0, fits);
  const hyphen = slug.lastIndexOf("-", fits);
  if (hyphen > 0) return slug.slice(0, hyphen);
  // A single grapheme longer than the limits has to be cut inside.
  return slug.slice(0, graphemeStart(slug.slice(0, fits + MAX_CODE_POINTS), fits) || fits);
}

/** How many UTF-16 code units from the start keep inside both limits, never half a surrogate pair. */
function fittingLength(slug: string, maxCodePoints: number, maxEncodedBytes: number): number {
  let length = 0;
  let codePoints = 0;
  let encodedBytes = 0;
  for (const character of slug) {
    codePoints += 1;
    encodedBytes += encodedSize(character.codePointAt(0) ?? 0);
    if (codePoints > maxCodePoints || encodedBytes > maxEncodedBytes) break;
    length += character.length;
  }
  return length;
}

/** Bytes of one code point once percent-encoded: `%XX` for each byte of UTF-8, one byte for ASCII (RFC 3986, 2.3). */
function encodedSize(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 6;
  return codePoint < 0x10000 ? 9 : 12;
}
