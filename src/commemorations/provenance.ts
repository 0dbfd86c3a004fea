/** What a commemoration says of itself, for readers who ask and editors who check. Pure. */
import { type Observance, yearsAt } from "./observance";
import type { Planned } from "./plan";

/** How its date was reckoned and where it comes from, who answered for it, and by which versions. */
export interface Provenance {
  readonly key: string;
  readonly pack: string | null;
  /** Where the date comes from, as the pack or the newsroom says; empty when nobody said. */
  readonly source: string;
  readonly date_status: Observance["dateStatus"];
  readonly rule: Observance["rule"];
  readonly basis: Planned["dates"]["basis"];
  readonly leap_day: Planned["dates"]["leapDay"];
  readonly hijri: Planned["dates"]["hijri"];
  readonly years: number | null;
  readonly wall_time: Planned["wallTime"];
  /** The observance's version: its templates, names and rule are in that state. */
  readonly version: number;
  readonly approver: string | null;
}

export function provenanceOf({ observance, dates, wallTime }: Planned): Provenance {
  return {
    key: observance.key,
    pack: observance.pack,
    source: observance.source,
    date_status: observance.dateStatus,
    rule: observance.rule,
    basis: dates.basis,
    leap_day: dates.leapDay,
    hijri: dates.hijri,
    years: yearsAt(observance, dates),
    wall_time: wallTime,
    version: observance.version,
    approver: observance.approval?.approver ?? null,
  };
}
