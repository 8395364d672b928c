import { describe, expect, it } from "vitest";

import { conformance } from "../src/conformance.ts";
import { openaiChat } from "../src/dialects/openai-chat.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";

const suite = conformance({
  describe,
  // Without the runner's own way to skip: what does not apply is counted in the report below.
  // oxlint-disable-next-line vitest/expect-expect -- the cases assert
  it: (name, body, timeoutMs) => it(name, () => body(), timeoutMs),
  create: (settings) => new ReferenceProvider(settings),
  dialect: openaiChat,
});

it("proves of the reference provider all that its wire can show", () => {
  const report = suite.report();
  expect(report).toMatchObject({
    provider: "Reference",
    dialect: "openai-chat",
    transport: "memory",
    failed: 0,
    level: "core+tools+reasoning+secure",
  });
  const apart = report.cases.filter(({ level }) => level === "stateful" || level === "wireless");
  expect(report.passed).toBeGreaterThan(400);
  expect(report.notApplicable).toBeGreaterThanOrEqual(apart.length);
});
