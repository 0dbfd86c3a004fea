/** Signs of fonts such as Symbol and Wingdings, as the letters of Unicode that they look like. */
import { codePoint } from "dingbat-to-unicode";
import type { LeftOut } from "./left-out";
import { type XmlElement, xmlAttribute } from "./xml";

const PRIVATE = /[\ue000-\uf8ff]/g;
/** Word puts the signs of such fonts there. @see ECMA-376, part 1, section 17.3.3.30 */
const SHIFT = 0xf000;

/** A text in a font: its private characters are what that font shows; what nobody knows is told. */
export const shownSigns = (text: string, font: string | null, left: LeftOut): string =>
  text.replaceAll(PRIVATE, sign => shown(sign.charCodeAt(0), font, left));

/** @param node `w:sym`. */
export function signOf(node: XmlElement, left: LeftOut): string {
  const code = Number.parseInt(xmlAttribute(node, "w:char") ?? "", 16);
  if (!Number.isFinite(code)) return "";
  return shown(code, xmlAttribute(node, "w:font"), left);
}

function shown(code: number, font: string | null, left: LeftOut): string {
  const isPrivate = code >= 0xe000 && code <= 0xf8ff;
  const found =
    font === null
      ? undefined
      : (codePoint(font, code) ?? (isPrivate ? codePoint(font, code - SHIFT) : undefined));
  if (found !== undefined) return found.string;
  if (!isPrivate && code > 0x20 && code <= 0x10ffff) return String.fromCodePoint(code);
  left.objects.push(`a sign of the font ${font ?? "of its own"} (${code.toString(16).toUpperCase()})`);
  return "";
}
