/** A text that was written beforehand, bundled as it is (Wrangler's rule for texts). */
declare module "*.txt" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: a bundled file is the default export of its module.
  export default text;
}

declare module "*.html" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: a bundled file is the default export of its module.
  export default text;
}
