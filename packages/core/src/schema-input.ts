import type * as z from "zod";

import type { JsonSchema } from "./request.ts";

/** A zod schema, of whatever copy of zod 4. */
export interface ZodLike<T> {
  readonly _zod: { readonly output: T };
}

/** What describes and checks a value: zod, which also types it, or a JSON Schema. */
export type SchemaInput<T> = ZodLike<T> | JsonSchema;

/**
 * The JSON Schema of either.
 * @throws TypeError where a zod schema holds what JSON cannot say, such as a date.
 */
export async function jsonSchemaOf(input: SchemaInput<unknown>): Promise<JsonSchema> {
  if (!isZod(input)) return input;
  const { toJSONSchema } = await import("zod");
  try {
    const schema = toJSONSchema(input as unknown as z.ZodType, { io: "input" }) as JsonSchema;
    const { $schema: _, ...rest } = schema;
    return rest;
  } catch (error) {
    const why = (error as Error).message;
    throw new TypeError(`the schema cannot be written as JSON Schema: ${why}`, { cause: error });
  }
}

/** What checks a value against either. */
export async function schemaOf(input: SchemaInput<unknown>): Promise<z.ZodType> {
  if (isZod(input)) return input as unknown as z.ZodType;
  const { fromJSONSchema } = await import("zod");
  return fromJSONSchema(input);
}

function isZod(input: SchemaInput<unknown>): input is ZodLike<unknown> {
  return "_zod" in input;
}
