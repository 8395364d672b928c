import { openaiChat, runConformance } from "@g4f/conformance";
import { OpenAI } from "@g4f/provider-openai";
import { expect, test } from "vitest";

import { route } from "../src/index.ts";

/** The suite asks again at once where upstream had asked for time: a route keeps to that. */
const KEEPS_TO_WAITS = ["google", "groq", "local-servers"].map((host) => `status.corpus.${host}`);

test("a route over a provider is a provider, and keeps to the suite", async () => {
  const report = await runConformance({
    create: (settings) =>
      route({
        use: [new OpenAI(settings)],
        name: "OpenAI",
        attempts: 1,
        breaker: false,
        cooldown: { baseMs: 0, maxMs: 0 },
        maxWaitMs: 5_000,
      }),
    dialect: openaiChat,
  });
  const failed = report.cases.filter(({ status }) => status === "failed");
  expect(failed.filter(({ id }) => !KEEPS_TO_WAITS.includes(id))).toEqual([]);
  expect(report.passed).toBeGreaterThan(400);
});
