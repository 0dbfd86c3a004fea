/** The parser alone, without the data by which the package can tell valid values: its types are those of the whole. */
declare module "css-tree/parser" {
  import type { parse } from "css-tree";

  const parser: typeof parse;
  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default parser;
}

/** The plugin has no types of its own, and those apart from it are for another major version of markdown-it. */
declare module "markdown-it-footnote" {
  import type MarkdownIt from "markdown-it";

  const footnotes: (markdown: MarkdownIt) => void;
  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default footnotes;
}
