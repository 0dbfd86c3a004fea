/** The document as whoever gets it reads it: the parts of OpenAPI 3.1 that ours has. */
import * as z from "zod";

/** A shape of JSON Schema, or the name of one. */
export const shape = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), shape).optional();
  },
  get items() {
    return shape.optional();
  },
  get anyOf() {
    return z.array(shape).optional();
  },
  get oneOf() {
    return z.array(shape).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), shape]).optional();
  },
});
export type Shape = z.infer<typeof shape>;

const parameter = z.object({
  in: z.enum(["path", "query", "header"]),
  name: z.string(),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: shape,
  example: z.union([z.string(), z.number(), z.array(z.string())]).optional(),
});
export type Parameter = z.infer<typeof parameter>;

const content = z.record(z.string(), z.object({ schema: shape, example: z.unknown().optional() }));

const response = z.object({
  $ref: z.string().optional(),
  description: z.string().optional(),
  content: content.optional(),
});

const operation = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  description: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string(), response),
  "x-scopes": z
    .object({ any: z.array(z.string()).optional(), all: z.array(z.string()).optional() })
    .optional(),
});

const document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.tuple([z.object({ url: z.string() })]),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), shape),
    responses: z.record(z.string(), response),
    examples: z.record(
      z.string(),
      z.object({ value: z.looseObject({ status: z.int(), title: z.string(), detail: z.string() }) }),
    ),
  }),
});
export type ReadDocument = z.infer<typeof document>;

/** An operation with where it stands. */
export interface ReadOperation extends z.infer<typeof operation> {
  readonly path: string;
  /** In capitals. */
  readonly method: string;
}

export const readDocument = (value: unknown): ReadDocument => document.parse(value);

export function operationsOf({ paths }: ReadDocument): ReadOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, path, method: method.toUpperCase() })),
  );
}

/** The name that a reference ends in. */
export const nameOf = (reference: string) => reference.split("/").at(-1) ?? "";
