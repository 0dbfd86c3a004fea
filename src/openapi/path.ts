/** A door's path, as OpenAPI spells it. Pure. */
import * as z from "zod";
import type { RoutedOperation } from "../http/operation";

const SEGMENT = /:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})+)\})?/g;

/** `/api/articles/{id}` */
export function openApiPath(path: string): string {
  return path.replaceAll(SEGMENT, (_, name: string) => `{${name}}`);
}

/** The shapes of a path's segments: what its door's expressions say, or for a bare segment what the room says of it. */
export function segmentsOf({
  path,
  segments,
}: Pick<RoutedOperation, "path" | "segments">): Record<string, z.ZodType> {
  const found = [...path.matchAll(SEGMENT)].map(([, name = "", expression]): [string, z.ZodType] => [
    name,
    expression === undefined ? (segments?.[name] ?? z.string()) : shapeOf(expression),
  ]);
  return Object.fromEntries(found);
}

/** A number without zeros before it is one; everything else is text. */
function shapeOf(expression: string): z.ZodType {
  const digits = /^\[1-9\]\[0-9\]\{0,(\d+)\}$/.exec(expression)?.[1];
  if (digits === undefined) return z.string().regex(new RegExp(`^${expression}$`));
  return z
    .int()
    .min(1)
    .max(10 ** (Number(digits) + 1) - 1);
}
