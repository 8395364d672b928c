import * as fc from "fast-check";
import { expect, test } from "vitest";

import { defineManifest } from "../src/manifest.ts";
import { fits, requestSchema } from "../src/request-schema.ts";

test("the schema of a manifest's options is made once, and of others apart", () => {
  const options = { topic: { type: "string" } } as const;
  const base = { url: "https://acme.test", working: true };
  const one = defineManifest({ ...base, name: "one", options });
  const other = defineManifest({ ...base, name: "other", options: { topic: { type: "number" } } });
  expect(requestSchema(one.options)).toBe(requestSchema(one.options));
  expect(requestSchema(other.options)).not.toBe(requestSchema(one.options));
  const messages = [{ role: "user", content: "Hi" }];
  expect(requestSchema(one.options).safeParse({ messages, topic: "x" }).success).toBe(true);
  expect(requestSchema(other.options).safeParse({ messages, topic: "x" }).success).toBe(false);
});

test("the short cut for plain histories says what the schema says", () => {
  const schema = requestSchema({});
  const odd = fc.constantFrom<unknown>(undefined, null, 1, "", [], {}, "text", "tool");
  const part = fc.oneof(
    fc.record({ type: fc.constant("text"), text: fc.string() }),
    fc.record({ type: odd, text: odd, more: odd }, { requiredKeys: [] }),
    odd,
  );
  const content = fc.oneof(fc.string(), fc.array(part, { maxLength: 3 }), odd);
  const role = fc.constantFrom("system", "developer", "user", "assistant", "tool", "nobody");
  const message = fc.oneof(
    fc.record({ role, content }),
    fc.record({ role, content, name: odd, toolCalls: odd }, { requiredKeys: ["role"] }),
    odd,
  );
  const history = fc.oneof(fc.array(message, { maxLength: 3 }), fc.sparseArray(message), odd);
  let plain = 0;
  fc.assert(
    fc.property(history, (messages) => {
      const fit = fits(schema, { messages });
      if (fit) plain++;
      expect(fit).toBe(schema.safeParse({ messages }).success);
    }),
    { numRuns: 2000 },
  );
  expect(plain).toBeGreaterThan(20);
});
