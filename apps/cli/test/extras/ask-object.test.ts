import type { CallResult } from "@g4f/core";
import type { AnyRequest } from "@g4f/core/registry";
import { expect, test } from "vitest";

import { askForObject } from "../../src/extras/ask-object.ts";
import { createRegistry } from "../../src/target/create-registry.ts";

test("a provider that has no mode for it is told the schema in words", async () => {
  await using registry = createRegistry();
  const { provider } = await registry.resolve("eliza");
  expect(provider.manifest.supports.schema).toBe(false);
  const asked: AnyRequest[] = [];
  const { object, repaired } = await askForObject(
    { messages: [{ role: "user", content: "Who?" }] },
    {
      provider,
      schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
      tell: () => {},
      ask: async (request) => {
        asked.push(request);
        return { text: '{"name":"Ann"}', finishReason: "stop", provider: "Eliza" } as CallResult;
      },
    },
  );
  expect({ object, repaired }).toEqual({ object: { name: "Ann" }, repaired: false });
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toHaveProperty("schema");
  expect(asked[0]?.messages[0]).toMatchObject({
    role: "system",
    content: expect.stringContaining('"required":["name"]'),
  });
});
