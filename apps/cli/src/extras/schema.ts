import { readFile } from "node:fs/promises";

import type { JsonSchema } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";

/** The form that an answer has to have. */
export interface AnswerSchema {
  readonly schema: JsonSchema;
  /** @throws CliError `protocol` where `text` is no JSON of this form. */
  readonly check: (text: string) => void;
}

/**
 * Reads a JSON Schema.
 * @throws CliError `io` where the file cannot be read, `usage` where it holds none, or not that of an object.
 */
export async function readSchema(path: string): Promise<AnswerSchema> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new CliError("io", `the schema ${path} could not be read: ${reasonOf(error)}`);
  });
  const schema = parse(path, text);
  const { fromJSONSchema } = await import("zod");
  let form: ReturnType<typeof fromJSONSchema>;
  try {
    form = fromJSONSchema(schema);
  } catch (error) {
    throw wrong(path, `is no JSON Schema that can be checked: ${(error as Error).message}`);
  }
  return {
    schema,
    check: (answer) => {
      const checked = form.safeParse(valueOf(answer));
      if (checked.success) return;
      const [issue] = checked.error.issues;
      const place =
        issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
      const words = `${place}${issue?.message ?? "it has another form"}`;
      throw new CliError("protocol", `the answer does not fit the schema: ${words}`);
    },
  };
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

function valueOf(answer: string): unknown {
  try {
    return JSON.parse(answer) as unknown;
  } catch {
    throw new CliError("protocol", "the answer is no JSON, but a schema was asked for");
  }
}
