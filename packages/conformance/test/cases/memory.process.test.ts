import { expect, it } from "vitest";

import { MEMORY, readsLong } from "../../src/cases/memory.ts";
import { openaiChat } from "../../src/dialects/openai-chat.ts";
import { runCase } from "../../src/run-case.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";

it("a million pieces leave nothing but their text in memory", async () => {
  const [one] = MEMORY.filter(({ id }) => id === "memory.long-answer");
  if (one === undefined) throw new TypeError("no case memory.long-answer");
  const run = await runCase(
    { ...one, run: (bench) => readsLong(bench, 1_000_000) },
    {
      create: (settings) => new ReferenceProvider(settings),
      manifest: ReferenceProvider.manifest,
      dialect: openaiChat,
      transport: "memory",
    },
    { deadlineMs: 60_000 },
  );
  expect(run.failure).toBeUndefined();
});
