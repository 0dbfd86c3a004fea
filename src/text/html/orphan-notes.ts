/** Footnotes of Markdown that no reference asks for: the reader of footnotes would leave them out without a word. */
import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** They stay in the text as they were typed, where `brokenLinks` finds them. */
export function keepOrphans(markdown: MarkdownIt): void {
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
