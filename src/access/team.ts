/** Cloudflare Access as a second way in: whose assertions are believed, and what they may. Pure. */
import * as z from "zod";
import { SCOPES, type Scope } from "./token";

/** As the settings say it. */
export interface Team {
  /** `https://….cloudflareaccess.com`: who signs, and where the keys are. */
  readonly origin: string;
  /** The AUD tags of the applications whose assertions count. */
  readonly audiences: readonly string[];
  /** What whoever comes in may. */
  readonly scopes: readonly Scope[];
  /** What somebody may instead: by e-mail address, or by the client id of a service token, in lower case. */
  readonly people: ReadonlyMap<string, readonly Scope[]>;
}

/** The settings, as they stand in the Worker's variables. */
export interface TeamSettings {
  /** Cloudflare Access as a second way in: the team's domain, `https://….cloudflareaccess.com`. Left out, nobody comes in so. */
  readonly ACCESS_TEAM_DOMAIN?: string;
  /** The AUD tag of the Access application before the API; several are parted by commas. */
  readonly ACCESS_AUD?: string;
  /** What whoever comes in by Access may, parted by commas. Default `articles:draft`; empty for nothing. */
  readonly ACCESS_SCOPES?: string;
  /** JSON: e-mail address, or client id of a service token, to the scopes that it has instead. */
  readonly ACCESS_PEOPLE?: string;
}

const scopeList = z.array(z.enum(SCOPES));
const peopleShape = z.record(z.string().min(1).max(200), scopeList);

/** @returns null where none of it is set: then no assertion is looked at. A sentence for a setting that cannot be. */
export function readTeam(settings: TeamSettings): Team | null | { readonly fault: string } {
  const { ACCESS_TEAM_DOMAIN: origin = "", ACCESS_AUD: aud = "" } = settings;
  if (origin === "" && aud === "") return null;
  if (!/^https:\/\/[a-z0-9.-]+$/.test(origin) || new URL(origin).origin !== origin)
    return {
      fault: `ACCESS_TEAM_DOMAIN is ${JSON.stringify(origin)}; give the team's, such as https://team.cloudflareaccess.com`,
    };
  const audiences = listed(aud);
  if (audiences.length === 0)
    return { fault: "ACCESS_AUD is missing; give the AUD tag of the Access application" };
  const scopes = scopeList.safeParse(listed(settings.ACCESS_SCOPES ?? "articles:draft"));
  if (!scopes.success) return { fault: `ACCESS_SCOPES must be some of ${SCOPES.join(", ")}` };
  const people = peopleShape.safeParse(parsed(settings.ACCESS_PEOPLE ?? "{}"));
  if (!people.success)
    return {
      fault: `ACCESS_PEOPLE must be JSON such as {"salma@news.example": ["articles:publish"]}, with scopes out of ${SCOPES.join(", ")}`,
    };
  const byName = new Map(Object.entries(people.data).map(([name, own]) => [name.toLowerCase(), own]));
  return { origin, audiences, scopes: scopes.data, people: byName };
}

const listed = (text: string) => text.split(/[\s,]+/).filter(one => one !== "");

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** How revisions and the audit log call whoever came in by an assertion. No token's id has a colon. */
export const MEMBER = "access:";

/** @returns the name of a member, or null for the id of a token. */
export const memberName = (id: string | null) => (id?.startsWith(MEMBER) ? id.slice(MEMBER.length) : null);
