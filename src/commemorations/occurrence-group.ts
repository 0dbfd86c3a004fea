/** The translations of one occurrence are one group, named by it: above 2^48, where no random group lies. Pure. */
import { tagHash } from "../cache/ledger";

export function occurrenceGroup(observanceId: number, localDate: string): number {
  return (
    2 ** 48 +
    tagHash(`${observanceId}/${localDate}`) * 2 ** 16 +
    (tagHash(`${localDate}/${observanceId}`) >>> 16)
  );
}
