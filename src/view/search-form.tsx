/** The form that leads to the search, from whatever page. */
import type { Child } from "hono/jsx";
import type { Lang } from "../text/languages";
import { searchMessages } from "./search-messages";

/** @param typed  what stands in it already. @param most  letters. */
export function SearchForm(props: { lang: Lang; typed?: string; most: number; children?: Child }) {
  const words = searchMessages[props.lang];
  return (
    <search>
      <form action={`/${props.lang}/search`}>
        <input
          type="search"
          name="q"
          value={props.typed ?? ""}
          aria-label={words.label}
          maxlength={props.most}
          dir="auto"
        />
        {props.children}
        <button type="submit">{words.button}</button>
      </form>
    </search>
  );
}

/** A query longer than this is none that a person typed, in letters. */
export const QUERY_LETTERS = 300;
