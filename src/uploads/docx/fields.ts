/** Fields: what a Word document reckons for itself, and what it shows of that. @see ECMA-376, part 1, section 17.16 */
import { childNamed, elementsIn, settingOf, toggleOf, type XmlElement, xmlAttribute } from "./xml";

interface Field {
  instruction: string;
  isShown: boolean;
  /** The element around what it shows; null for none. */
  link: string | null;
}

/** Fields that have begun and not ended. One begins in a run and may end paragraphs later. */
export class Fields {
  readonly #open: Field[] = [];

  /** Whether what comes now is shown, and is no instruction. */
  get isShown(): boolean {
    return this.#open.every(({ isShown }) => isShown);
  }

  /** The address that links around here lead to; null for none. */
  get address(): string | null {
    return this.#open.findLast(({ link }) => link !== null)?.link ?? null;
  }

  instruct(text: string): void {
    const field = this.#open.at(-1);
    if (field !== undefined && !field.isShown) field.instruction += text;
  }

  /** @param sign `w:fldChar`. @returns what an old form's field shows by itself; empty for any other. */
  sign(sign: XmlElement): string {
    const type = xmlAttribute(sign, "w:fldCharType");
    if (type === "begin") {
      this.#open.push({ instruction: "", isShown: false, link: null });
      return shownByForm(childNamed(sign, "w:ffData"));
    }
    const field = this.#open.at(-1);
    if (type === "separate" && field !== undefined) {
      field.isShown = true;
      field.link = addressOf(field.instruction);
    }
    if (type === "end") this.#open.pop();
    return "";
  }

  /** A simple field around what it shows. */
  within<T>(instruction: string, read: () => T): T {
    this.#open.push({ instruction, isShown: true, link: addressOf(instruction) });
    const shown = read();
    this.#open.pop();
    return shown;
  }
}

/** A box is ticked or not; of a list one entry is chosen. */
function shownByForm(data: XmlElement | undefined): string {
  const box = childNamed(data, "w:checkBox");
  if (box !== undefined)
    return (toggleOf(box, "w:checked") ?? toggleOf(box, "w:default") ?? false) ? "☒" : "☐";
  const list = childNamed(data, "w:ddList");
  if (list === undefined) return "";
  const entries = elementsIn(list).filter(({ name }) => name === "w:listEntry");
  const chosen = Number(settingOf(list, "w:result") ?? settingOf(list, "w:default") ?? "0");
  return xmlAttribute(entries[chosen] ?? list, "w:val") ?? "";
}

/**
 * Where a field HYPERLINK leads: `HYPERLINK "https://…" \l "place" \o "tip" \t "frame"`.
 * @returns null for other fields, and for links within the document, which no article has.
 */
export function addressOf(instruction: string): string | null {
  const words = [...instruction.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) => ({
    text: quoted === undefined ? (bare ?? "") : quoted.replaceAll(/\\(["\\])/g, "$1"),
    isSwitch: quoted === undefined && /^\\[a-z]$/i.test(bare ?? ""),
  }));
  if (words[0]?.text.toUpperCase() !== "HYPERLINK") return null;
  let address = "";
  let place = "";
  for (let at = 1; at < words.length; at++) {
    const { text = "", isSwitch = false } = words[at] ?? {};
    if (!isSwitch) address ||= text;
    else if (/^\\[lot]$/i.test(text)) {
      at += 1;
      if (text.toLowerCase() === "\\l") place = words[at]?.text ?? "";
    }
  }
  if (address === "") return null;
  return place === "" || address.includes("#") ? address : `${address}#${place}`;
}
