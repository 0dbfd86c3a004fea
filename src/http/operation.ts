/** One operation of the API, as its room describes it beside the code that answers it. */

import type * as z from "zod";
import type { Scope } from "../db/schema";
import type { Problem } from "./problem";

export type Code = Problem["code"];

/**
 * Who may ask. `everybody`: no token is needed. `everybody-or-more`: no token is needed, and with any valid one the
 * answer tells more. Scopes: one of them is enough, or all of them are needed.
 */
export type Access =
  | "everybody"
  | "everybody-or-more"
  | { readonly oneOf: readonly Scope[] }
  | { readonly allOf: readonly Scope[] };

/** What a success says. */
export interface Answer {
  readonly says: string;
  /** Of a JSON body. */
  readonly json?: z.ZodType;
  /** The media type of any other body. */
  readonly type?: string;
}

/** The body that is sent. */
export type Body =
  | { readonly json: z.ZodType; readonly isOptional?: true }
  /** Media types, each with what it is. */
  | { readonly files: Readonly<Record<string, string>> };

/** A request that works on a site that has what it names. */
export interface Example {
  readonly path?: Readonly<Record<string, string | number>>;
  /** A list is sent with commas between. */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  /** A JSON body. */
  readonly json?: unknown;
  /** Any other body: its type and its text. */
  readonly file?: { readonly type: string; readonly text: string };
}

export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As its door spells it, expressions and all. */
  readonly path: string;
  /** Its name in programs: `listArticles`. Kept like a code. */
  readonly id: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** More, in sentences. */
  readonly description?: string;
  readonly access: Access;
  /** Segments of the path that its door spells without an expression. */
  readonly segments?: Readonly<Record<string, z.ZodType>>;
  /** The very shape by which the door reads the query. */
  readonly query?: z.ZodObject;
  readonly ifMatch?: "needed" | "heeded";
  /** Whether an Idempotency-Key makes it take effect once. */
  readonly isIdempotent?: true;
  /** The very shape by which the door reads the body. */
  readonly body?: Body;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Its own refusals; those that follow from the rest are added by `refusalsOf`. */
  readonly refusals?: readonly Code[];
  readonly example: Example;
}

/** A room's operations, in reading order. */
export interface Group {
  readonly name: string;
  readonly about: string;
  readonly operations: readonly Operation[];
}

/** Every refusal that the operation can answer: its own, and those that follow from what it takes and needs. */
export function refusalsOf(operation: Operation): Code[] {
  const { access, path, body, ifMatch, isIdempotent, method } = operation;
  const isJson = body !== undefined && "json" in body;
  const codes: Code[] = [
    ...(operation.refusals ?? []),
    // What stands in a path may be of no such thing, and may be nothing that can be read.
    ...(path.includes(":") ? (["not-found", "bad-address"] as const) : []),
    ...(access === "everybody" ? [] : (["unauthorized", "rate-limited", "keys-unavailable"] as const)),
    ...(typeof access === "string" ? [] : (["scope-missing"] as const)),
    // Of a query, if only of one that it does not take.
    "invalid",
    ...(isJson ? (["not-json", "too-large", "unsupported-type"] as const) : []),
    ...(ifMatch === undefined ? [] : (["precondition-failed"] as const)),
    ...(ifMatch === "needed" ? (["precondition-required"] as const) : []),
    ...(isIdempotent ? (["idempotency-key-reused"] as const) : []),
    ...(method === "GET" ? [] : (["outcome-unknown"] as const)),
    "unavailable",
    "internal",
  ];
  return [...new Set(codes)];
}
