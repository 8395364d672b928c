import { expect, test } from "vitest";

import { defineManifest } from "../src/manifest.ts";
import { requestSchema } from "../src/request-schema.ts";

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
