import { expect, test } from "vitest";

import { openaiChat } from "../src/dialects/openai-chat.ts";
import { runConformance } from "../src/run-suite.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";

test("the suite proves of the reference provider all that its wire can show", async () => {
  const report = await runConformance({
    create: (settings) => new ReferenceProvider(settings),
    dialect: openaiChat,
  });
  expect(report.cases.filter(({ status }) => status === "failed")).toEqual([]);
  expect(report).toMatchObject({
    provider: "Reference",
    dialect: "openai-chat",
    transport: "memory",
    failed: 0,
    level: "core+tools+reasoning+secure",
  });
});
