/** One operation of the API: what its route takes, needs and answers, declared once, beside the handler. */
import type { MiddlewareHandler } from "hono";
import type * as z from "zod";
import type { Scope } from "../db/schema";
import type { Problem } from "./problem";
import type { App, AppEnv } from "./routes";

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
  /** Its name in programs: `listArticles`. Kept like a code. */
  readonly id: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** More, in sentences. */
  readonly description?: string;
  readonly access: Access;
  /** Schemas of the segments that the path spells without an expression. */
  readonly segments?: Readonly<Record<string, z.ZodType>>;
  /** The schema by which the handler reads the query; left out, it takes none, but for `edition` on GET. */
  readonly query?: z.ZodObject;
  /** `needed`: without an If-Match it is refused. */
  readonly ifMatch?: "needed" | "heeded";
  /** Whether it counts for how much a token may send. */
  readonly isRateLimited?: true;
  /** Whether an Idempotency-Key makes it take effect once. */
  readonly isIdempotent?: true;
  /** The schema by which the handler reads the body. */
  readonly body?: Body;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Its own refusals; those that follow from the rest are added by `refusalsOf`. */
  readonly refusals?: readonly Code[];
  readonly example: Example;
}

/** An operation with where it is. */
export interface RoutedOperation extends Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As its route spells it, expressions and all. */
  readonly path: string;
}

/** Routers under one heading of the document, in reading order. */
export interface Group {
  readonly name: string;
  readonly about: string;
  readonly routers: readonly App[];
}

/** Where a middleware carries the operation that it enforces. */
const DESCRIPTION = Symbol("operation");

interface Described {
  (...parameters: never[]): unknown;
  readonly [DESCRIPTION]?: Operation;
}

export const describe = (enforcing: MiddlewareHandler<AppEnv>, operation: Operation) =>
  Object.assign(enforcing, { [DESCRIPTION]: operation });

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The operations of a router's routes, in their order. */
export function operationsOf(router: App): RoutedOperation[] {
  return router.routes.flatMap(({ method: named, path, handler }) => {
    const { [DESCRIPTION]: operation }: Described = handler;
    const method = METHODS.find(one => one === named);
    return operation === undefined || method === undefined ? [] : [{ ...operation, method, path }];
  });
}

/** Every refusal that the operation can answer: its own, and those that follow from what it takes and needs. */
export function refusalsOf(operation: RoutedOperation): Code[] {
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
