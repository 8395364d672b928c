import { readFileSync } from "node:fs";

import { Ajv, type ValidateFunction } from "ajv";
import { expect } from "vitest";

const schema = JSON.parse(
  readFileSync(new URL("openai-schema.json", import.meta.url), "utf8"),
) as object;

const ajv = new Ajv({ strict: false, allErrors: false });
ajv.addSchema(schema, "openai");

/** What of OpenAI's API a value may be. */
export type Served =
  | "chatRequest"
  | "chatCompletion"
  | "chatChunk"
  | "responsesRequest"
  | "response"
  | "responseEvent"
  | "modelList"
  | "errorBody";

/** Holds a value against OpenAI's own schema of it. */
export function expectServed(kind: Served, value: unknown): void {
  const check = ajv.getSchema(`openai#/definitions/${kind}`) as ValidateFunction;
  expect(check(value), `${kind}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(value)}`).toBe(
    true,
  );
}
