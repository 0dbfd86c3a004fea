/** Each binding and setting of the Worker, explained at its type, read and checked once; and the Runtime made of them. */

import * as z from "zod";
import { type Db, openDb, type Query } from "./db/client";
import { SCOPES, type Scope } from "./db/schema";

export interface Env extends TeamSettings {
  /** The truth: every table of `db/schema.ts`. */
  readonly DB: D1Database;
  /** The search index's own database: a follower, droppable, never in an article's path. */
  readonly SEARCH: D1Database;
  /** Renderings and a copy of the ledger. May be emptied at any time; decides nothing. */
  readonly CACHE: KVNamespace;
  /** Pictures and recordings, by the hash of their bytes. */
  readonly MEDIA: R2Bucket;
  /** Cloudflare Images: pictures in smaller sizes. Without it pages offer the original alone. */
  readonly IMAGES?: ImagesBinding;
  /** The platform's own rate limit on writing, for a whole location: its `period` is 60. Without it each isolate counts alone. */
  readonly UPLOADS?: RateLimit;
  /** Names the deployed build: another build's pages are not fresh. Absent in some tests. */
  readonly VERSION?: WorkerVersionMetadata;
  /** Where readers find the site: scheme and host, no slash at the end, e.g. `https://news.example`. Every absolute address begins with it. */
  readonly SITE_ORIGIN: string;
  /** SECRET. The first token of a deployed site (`npm run token`); once used it is a token like any other. */
  readonly OWNER_TOKEN?: string;
  /** How long a reader waits for D1 before the last good page is served, in ms. Default 3000. */
  readonly D1_WAIT_MS?: string;
  /** How long a reader waits for KV before it is as if empty, in ms. Default 500. */
  readonly KV_WAIT_MS?: string;
  /** How many pages one isolate may put into KV in a minute. Default 60; 0 for none. */
  readonly KV_FILLS_PER_MINUTE?: string;
  /** How many documents and files one token may send to an isolate in a minute. Default 3000; 0 for any number. */
  readonly UPLOADS_PER_MINUTE?: string;
  /** How long a receiver of webhooks has for its answer, in ms. Default 10000. */
  readonly RECEIVER_WAIT_MS?: string;
  /** `yes`: webhooks may go to this computer, by http too and at any port. For trying them out; never on a deployed site. */
  readonly WEBHOOKS_TO_LOCALHOST?: string;
}

/** What follows editions, besides the ledger: it runs after each, and again at each tick. */
export interface Follower {
  /**
   * Whether it has anything to do: read in the batch of an edition or a tick, so that a follower which most sites do not
   * need costs no round trip. Null for one that always runs. @param now epoch ms.
   */
  readonly hasWork: ((db: Db, now: number) => Query<boolean>) | null;
  readonly follow: (runtime: Runtime) => Promise<unknown>;
}

/** `dhk_` id `_` secret `_` checksum: `auth/token.ts` says what each is. */
export const TOKEN_FORM = /^dhk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})$/;

/** What arrives from outside, in one place: bindings, clock, randomness, and work that outlives the response. */
export interface Runtime {
  readonly db: Db;
  /** The search index's own database. */
  readonly search: D1Database;
  readonly kv: KVNamespace;
  readonly media: R2Bucket;
  /** Makes pictures smaller; null where it is not bound. */
  readonly images: ImagesBinding | null;
  /** Counts what each token writes; null where it is not bound. */
  readonly rateLimit: RateLimit | null;
  readonly isolate: Isolate;
  readonly version: string;
  readonly origin: string;
  readonly ownerToken: string | null;
  /** Cloudflare Access; null where it is not configured and no assertion is looked at. */
  readonly access: Team | null;
  readonly waits: { readonly d1Ms: number; readonly kvMs: number; readonly receiverMs: number };
  /** Whether webhooks may go to this computer. */
  readonly allowsLocalhost: boolean;
  readonly kvFillsPerMinute: number;
  /** 0: no limit. */
  readonly uploadsPerMinute: number;
  /** epoch ms */
  readonly now: () => number;
  /** Random bytes of the given number. */
  readonly random: (bytes: number) => Uint8Array;
  /** Lets some ms pass: a real wait where the clock is real. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Sends a request to another server. */
  readonly outbound: (request: Request) => Promise<Response>;
  /** Lets work go on after the response. */
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** Purges pages by tag from the cache in front; null where there is none. */
  readonly purge: ((tags: string[]) => Promise<unknown>) | null;
  readonly followers: readonly Follower[];
}

/** One isolate of the platform: its memory may vanish at any time. */
export interface Isolate {
  /** The most that rendered pages may take of its memory. */
  readonly memoryBytes: number;
  /** How many slots its ledger has. */
  readonly slotCount: number;
}

/**
 * A piece of state in the memory of an isolate, declared by the folder that uses it.
 * @param initial its value in a new isolate.
 */
export function isolateState<T>(initial: (isolate: Isolate) => T): (of: { readonly isolate: Isolate }) => T {
  const states = new WeakMap<Isolate, T>();
  return ({ isolate }) => {
    const known = states.get(isolate);
    if (known !== undefined) return known;
    const fresh = initial(isolate);
    states.set(isolate, fresh);
    return fresh;
  };
}

/** What the Worker sets once, and a test chooses. */
export interface Parts {
  readonly isolate: Isolate;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly sleep: Runtime["sleep"];
  readonly outbound: Runtime["outbound"];
  readonly followers: Runtime["followers"];
}

/** A setting of the Worker that is not valid. Its message names it, says why, and gives an example. */
export class BadSetting extends Error {
  override readonly name = "BadSetting";
}

/** Opens a Runtime for each event. @throws BadSetting */
export type OpenRuntime = (env: Env, context: Pick<ExecutionContext, "waitUntil" | "cache">) => Runtime;

/** The part of a Runtime that is the same for every event with these bindings. */
type Site = Omit<Runtime, "waitUntil" | "purge">;

/** @returns a function that opens Runtimes; settings are read and checked once, with the first. */
export function runtimeOpener(parts: Parts): OpenRuntime {
  // An isolate gets the same Env each time, and making a Site of it takes longer than serving a hot page.
  let opened: { readonly env: Env; readonly site: Site } | null = null;
  return (env, context) => {
    if (opened?.env !== env) opened = { env, site: { ...openSite(env), ...parts } };
    const { cache } = context;
    return {
      ...opened.site,
      waitUntil: work => context.waitUntil(work),
      purge: cache === undefined ? null : tags => cache.purge({ tags }),
    };
  };
}

function openSite(env: Env): Omit<Site, keyof Parts> {
  const db = openDb(env.DB);
  return {
    db,
    search: env.SEARCH,
    kv: env.CACHE,
    media: env.MEDIA,
    images: env.IMAGES ?? null,
    rateLimit: env.UPLOADS ?? null,
    version: env.VERSION?.id ?? "unversioned",
    origin: siteOrigin(env.SITE_ORIGIN),
    ownerToken: ownerToken(env.OWNER_TOKEN),
    access: team(env),
    waits: {
      d1Ms: count("D1_WAIT_MS", env.D1_WAIT_MS, 3_000),
      kvMs: count("KV_WAIT_MS", env.KV_WAIT_MS, 500),
      receiverMs: count("RECEIVER_WAIT_MS", env.RECEIVER_WAIT_MS, 10_000),
    },
    allowsLocalhost: env.WEBHOOKS_TO_LOCALHOST === "yes",
    kvFillsPerMinute: count("KV_FILLS_PER_MINUTE", env.KV_FILLS_PER_MINUTE, 60),
    uploadsPerMinute: count("UPLOADS_PER_MINUTE", env.UPLOADS_PER_MINUTE, 3_000),
  };
}

function ownerToken(value: string | undefined): string | null {
  if (value === undefined || value === "") return null;
  if (TOKEN_FORM.test(value)) return value;
  throw new BadSetting("OWNER_TOKEN has not the form of a token; make one with: npm run -s token");
}

function team(env: Env): Team | null {
  const read = readTeam(env);
  if (read !== null && "fault" in read) throw new BadSetting(read.fault);
  return read;
}

function siteOrigin(value: string | undefined): string {
  if (value !== undefined && URL.canParse(value) && new URL(value).origin === value) return value;
  throw new BadSetting(
    `SITE_ORIGIN is ${JSON.stringify(value)}; give scheme and host without a slash at the end, such as https://news.example`,
  );
}

function count(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new BadSetting(`${name} is ${JSON.stringify(value)}; give a whole number such as ${otherwise}`);
}

/** Cloudflare Access, as the settings configure it. */
export interface Team {
  /** `https://….cloudflareaccess.com`: who signs, and where the keys are. */
  readonly origin: string;
  /** The AUD tags of the applications whose assertions count. */
  readonly audiences: readonly string[];
  /** The scopes of anyone who signs in. */
  readonly scopes: readonly Scope[];
  /** The scopes of some instead: by e-mail address, or by the client id of a service token, in lower case. */
  readonly people: ReadonlyMap<string, readonly Scope[]>;
}

/** The settings for Cloudflare Access, as variables of the Worker. */
export interface TeamSettings {
  /** Cloudflare Access as a second way to sign in: the team's domain, `https://….cloudflareaccess.com`. Left out, it is off. */
  readonly ACCESS_TEAM_DOMAIN?: string;
  /** The AUD tag of the Access application before the API; several are separated by commas. */
  readonly ACCESS_AUD?: string;
  /** The scopes of anyone who signs in by Access, separated by commas. Default `articles:draft`; empty for none. */
  readonly ACCESS_SCOPES?: string;
  /** JSON: e-mail address, or client id of a service token, to the scopes that it has instead. */
  readonly ACCESS_PEOPLE?: string;
}

const scopeList = z.array(z.enum(SCOPES));
const peopleShape = z.record(z.string().min(1).max(200), scopeList);

/** @returns null where none of it is set; a sentence for a setting that is not valid. */
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
