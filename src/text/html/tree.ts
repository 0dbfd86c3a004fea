/** HTML to a tree, by the rules that browsers follow, within bounds: what is sent may be made to grow. */
import type { Root } from "hast";
import { fromParse5 } from "hast-util-from-parse5";
import { defaultTreeAdapter, parse } from "parse5";

/** No document that a person made is nested so deep; whatever walks the tree may call itself for each step. */
const DEEPEST = 250;
/** Elements that unclosed tags make the parser repeat are counted too. */
const MOST_ELEMENTS = 200_000;

export type HtmlExcess = "nested-too-deep" | "too-many-elements";

class Excess extends Error {
  override readonly name = "Excess";
  constructor(readonly kind: HtmlExcess) {
    super(kind);
  }
}

/**
 * @returns a document's tree, or what there is too much of. It never throws, and its time is bounded by its length
 * and the two limits.
 * @see HTML Living Standard, section 13.2
 */
export function parseHtml(html: string): Root | HtmlExcess {
  try {
    const document = parse(html, { treeAdapter: counting(), scriptingEnabled: false });
    const tree = fromParse5(document);
    return tree.type === "root" ? tree : { type: "root", children: [] };
  } catch (failure) {
    if (failure instanceof Excess) return failure.kind;
    throw failure;
  }
}

/** The parser's own adapter, which counts what is made and how deep it stands. */
function counting(): typeof defaultTreeAdapter {
  let elements = 0;
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    createElement(...parts: Parameters<typeof defaultTreeAdapter.createElement>) {
      elements += 1;
      if (elements > MOST_ELEMENTS) throw new Excess("too-many-elements");
      return defaultTreeAdapter.createElement(...parts);
    },
    onItemPush() {
      depth += 1;
      if (depth > DEEPEST) throw new Excess("nested-too-deep");
    },
    onItemPop() {
      depth -= 1;
    },
  };
}
