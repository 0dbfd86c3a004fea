/** What IndexNow is told: which addresses have appeared, changed or gone. Pure. @see https://www.indexnow.org/documentation */

/** Where the key can be read: that it is there proves that whoever sends is the site. */
export const keyPath = (key: string) => `/${key}.txt`;

/** @param origin scheme and host. @param urls at most 10,000, all of this site. */
export function submission(key: string, urls: readonly string[], origin: string): string {
  const { host } = new URL(origin);
  return JSON.stringify({ host, key, keyLocation: origin + keyPath(key), urlList: urls });
}
