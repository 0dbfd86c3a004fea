/** Markdown to HTML that has still to be sanitized: CommonMark with the tables, strikethrough and footnotes of GFM. */
import MarkdownIt, { type MarkdownIt as MarkdownParser, type StateCore, type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";

/**
 * HTML in it is passed on to the sanitizer. No quote is curled and no bare address becomes a link: the typography is the
 * author's.
 */
function parser() {
  const made = new MarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 60 });
  // Addresses are checked by the sanitizer, which reports what it drops.
  made.validateLink = () => true;
  return made;
}

const plain = parser();
const noted = parser().use(footnotes).use(keepOrphans);

/** Footnotes take time in the square of their number; no article has so many. */
const MOST_NOTES = 1_000;
const NOTE = /^ {0,3}\[\^[^\]\n]+\]:|\^\[/gm;

/**
 * More than 1,000 footnotes stay as they were typed, where `brokenLinks` finds them.
 * @returns HTML not to be shown before `readHtml` has read it. @see CommonMark 0.31
 */
export function markdownToHtml(text: string): string {
  const isOver = (text.match(NOTE)?.length ?? 0) > MOST_NOTES;
  // An escaped bracket does not begin a link definition either.
  return isOver ? plain.render(text.replaceAll("[^", "\\[^")) : noted.render(text);
}

/** Brackets in code mean nothing. */
const CODE = /<code>[^<]*<\/code>/g;
const BROKEN =
  /\[[^\]\n<]{1,80}\] ?\([^)\n<]{0,80}|\[\^[^\]\s<]{1,40}\]|\[[^\]\n<]{1,80}\]\[[^\]\n<]{0,40}\]/g;

/** What still looks like a link or a footnote in the HTML of a Markdown text: it was meant as one and is not. */
export function brokenLinks(html: string): string[] {
  return [...new Set(html.replaceAll(CODE, "").match(BROKEN) ?? [])].slice(0, 20);
}

/**
 * Notes without a reference stay as they were typed, where `brokenLinks` finds them. The footnote plugin would drop them
 * silently.
 */
function keepOrphans(markdown: MarkdownParser): void {
  markdown.core.ruler.before("footnote_tail", "orphan_notes", (state: StateCore) => {
    const notes = state.env.footnotes;
    const asked: unknown = isObject(notes) ? Reflect.get(notes, "refs") : null;
    if (!isObject(asked)) return;
    const isAsked = (label: string) => Number(Reflect.get(asked, `:${label}`)) >= 0;
    state.tokens = withOrphans(state, isAsked);
  });
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const labelOf = ({ meta }: Token): string => String(meta?.label ?? "");

function withOrphans(state: StateCore, isAsked: (label: string) => boolean): Token[] {
  const opening = state.tokens.filter(({ type }) => type === "footnote_reference_open");
  // Of several notes of one name the last is the note.
  const last = new Map(opening.map(token => [labelOf(token), token]));
  const open: boolean[] = [];
  let typed = "";
  return state.tokens.flatMap(token => {
    if (token.type === "footnote_reference_open") {
      const isOrphan = !isAsked(labelOf(token)) || last.get(labelOf(token)) !== token;
      open.push(isOrphan);
      if (isOrphan) typed = `[^${labelOf(token)}]: `;
      return isOrphan ? [] : [token];
    }
    if (token.type === "footnote_reference_close") {
      const before = typed === "" ? [] : paragraphOf(state, typed);
      typed = "";
      return open.pop() === true ? before : [token];
    }
    if (token.type === "inline" && typed !== "") {
      token.children = [textOf(state, typed), ...(token.children ?? [])];
      typed = "";
    }
    return [token];
  });
}

function textOf(state: StateCore, content: string): Token {
  const token = new state.Token("text", "", 0);
  token.content = content;
  return token;
}

/** Of a note without words. */
function paragraphOf(state: StateCore, content: string): Token[] {
  const inline = new state.Token("inline", "", 0);
  inline.children = [textOf(state, content)];
  return [new state.Token("paragraph_open", "p", 1), inline, new state.Token("paragraph_close", "p", -1)];
}
