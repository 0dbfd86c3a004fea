/**
 * An address as people read it: letters of every script stand for themselves, what has a meaning in an address stays
 * percent-encoded. For `href`, where HTML takes either; a third of the bytes of Arabic.
 * @param address percent-encoded, as this site makes them.
 * @see RFC 3987 section 3.2; URL Standard, "URL code points".
 */
export function toIri(address: string): string {
  return address.replaceAll(/(?:%[89A-F][0-9A-F])+/gi, letters => {
    try {
      return decodeURIComponent(letters);
    } catch {
      // Bytes that are no UTF-8 have no letters.
      return letters;
    }
  });
}
