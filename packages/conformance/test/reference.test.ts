import { describe, expect, it } from "vitest";

import { conformance } from "../src/conformance.ts";
import { openaiChat } from "../src/dialects/openai-chat.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";

const suite = conformance({
  describe,
  it,
  create: (settings) => new ReferenceProvider(settings),
  dialect: openaiChat,
});

it("proves of the reference provider all that its wire can show", () => {
  expect(suite.report()).toMatchObject({
    provider: "Reference",
    dialect: "openai-chat",
    transport: "memory",
    failed: 0,
    level: "core+tools+reasoning+secure",
  });
});
