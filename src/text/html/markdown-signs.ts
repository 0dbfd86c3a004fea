/** The signs of Markdown: what makes them, and what keeps words from being taken for them. @see CommonMark 0.31 section 2.4 */

/** Lines behind a sign. */
export const indented = (text: string, first: string, rest: string) =>
  text
    .split("\n")
    .map((line, place) => (place === 0 ? first + line : `${rest}${line}`.trimEnd()))
    .join("\n");

export function fenced(code: string): string {
  const fence = "`".repeat(Math.max(3, longest(code) + 1));
  return `${fence}\n${code}\n${fence}`;
}

export function codeSpan(code: string): string {
  const ticks = "`".repeat(longest(code) + 1);
  const space = code.startsWith("`") || code.endsWith("`") ? " " : "";
  return ticks + space + code.replaceAll("\n", " ") + space + ticks;
}

const longest = (code: string) =>
  (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);

/** Whatever CommonMark could take for markup stands for itself; only ASCII punctuation can be escaped. */
export function escapeMarkdown(text: string): string {
  return atLineStart(text.replaceAll(/[\\`*_[\]<>&~|]/g, "\\$&"));
}

export function atLineStart(text: string): string {
  return text.replaceAll(/^(\s*)([#+\-=])/gm, "$1\\$2").replaceAll(/^(\s*\d+)([.)])/gm, "$1\\$2");
}
