import { Ajv } from "ajv";
import { expect, test } from "vitest";

import { MESSAGES_SCHEMA } from "../../src/faces/anthropic/schema.ts";
import { CHAT_SCHEMA } from "../../src/faces/ollama/schema.ts";
import { WIRES } from "../support/wires.ts";

const ajv = new Ajv({ strict: false });

test.each([
  ["anthropic-messages", MESSAGES_SCHEMA],
  ["ollama-chat", CHAT_SCHEMA],
] as const)("the document of %s says what its reader takes and refuses", (name, schema) => {
  const { body } = WIRES[name];
  const valid = ajv.compile(schema);
  expect(valid(body)).toBe(true);
  const wrong = [{ model: 1 }, { messages: [] }, { messages: [{}] }, { stream: 1 }, { tools: {} }];
  expect(wrong.filter((change) => valid({ ...body, ...change }))).toEqual([]);
});
