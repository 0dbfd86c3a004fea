/** The parser alone, without the data by which the package can tell valid values: its types are those of the whole. */
declare module "css-tree/parser" {
  import type { parse } from "css-tree";

  const parser: typeof parse;
  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default parser;
}
