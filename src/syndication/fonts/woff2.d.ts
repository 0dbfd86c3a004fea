/** A font file, bundled as bytes (`rules` in wrangler.toml). */
declare module "*.woff2" {
  const bytes: ArrayBuffer;
  // biome-ignore lint/style/noDefaultExport: a bundled file is the default export of its module.
  export default bytes;
}
