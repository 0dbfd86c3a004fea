/** Writing and escaping the signs of Markdown. Imports no parser. @see CommonMark 0.31 section 2.4 */

/** Lines after a sign. */
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

/** Escapes what CommonMark could take for markup, which is ASCII punctuation only. */
export function escapeMarkdown(text: string): string {
  return atLineStart(text.replaceAll(/[\\`*_[\]<>&~|]/g, "\\$&"));
}

export function atLineStart(text: string): string {
  return text.replaceAll(/^(\s*)([#+\-=])/gm, "$1\\$2").replaceAll(/^(\s*\d+)([.)])/gm, "$1\\$2");
}
