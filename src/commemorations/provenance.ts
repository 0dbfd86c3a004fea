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
  readonly basis: Planned["falling"]["basis"];
  readonly leap_day: Planned["falling"]["leapDay"];
  readonly hijri: Planned["falling"]["hijri"];
  readonly years: number | null;
  readonly wall_time: Planned["wallTime"];
  /** The observance's version: its templates, names and rule are in that state. */
  readonly version: number;
  readonly approver: string | null;
}

export function provenanceOf({ observance, falling, wallTime }: Planned): Provenance {
  return {
    key: observance.key,
    pack: observance.pack,
    source: observance.source,
    date_status: observance.dateStatus,
    rule: observance.rule,
    basis: falling.basis,
    leap_day: falling.leapDay,
    hijri: falling.hijri,
    years: yearsAt(observance, falling),
    wall_time: wallTime,
    version: observance.version,
    approver: observance.approval?.approver ?? null,
  };
}
