import { readFile } from "node:fs/promises";

import type { JsonSchema } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";

/**
 * Reads a JSON Schema.
 * @throws CliError `io` where the file cannot be read, `usage` where it holds none, or not that of an object.
 */
export async function readSchema(path: string): Promise<JsonSchema> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new CliError("io", `the schema ${path} could not be read: ${reasonOf(error)}`);
  });
  const schema = parse(path, text);
  const { fromJSONSchema } = await import("zod");
  try {
    fromJSONSchema(schema);
  } catch (error) {
    throw wrong(path, `is no JSON Schema that can be checked: ${(error as Error).message}`);
  }
  return schema;
}

function parse(path: string, text: string): JsonSchema {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(path, "is no JSON");
  }
  if (typeof value !== "object" || value === null || Reflect.get(value, "type") !== "object") {
    throw wrong(path, 'must be a JSON Schema of type "object"');
  }
  return value as JsonSchema;
}

function wrong(path: string, problem: string): CliError {
  return new CliError("usage", `the schema ${path} ${problem}`);
}
