import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { Asker, upstreamOf } from "../simulator/support.ts";
import { stranger } from "./stranger.ts";

const SCRIPT = {
  script: [
    { type: "ping" },
    { type: "reasoning", text: "not on this wire" },
    { type: "text", text: "hi" },
    { type: "usage", usage: { inputTokens: 2, outputTokens: 1 } },
    { type: "finish", reason: "length" },
  ],
} as const;

test("a stranger's dialect takes less than 40 lines", () => {
  const source = readFileSync(new URL("stranger.ts", import.meta.url), "utf8");
  expect(source.trimEnd().split("\n").length).toBeLessThan(40);
});

test("and an upstream talks as it says", async () => {
  const upstream = await upstreamOf("memory", SCRIPT, { dialect: stranger });

  const asker = new Asker(upstream, "/complete");
  const { bytes } = await asker.bytes({ engine: "e1", prompt: "say hi" });
  expect(bytes.toString()).toBe(
    [
      ": ping\n\n",
      'event: hello\ndata: {"kind":"hello"}\n\n',
      'event: word\ndata: {"kind":"word","word":"hi"}\n\n',
      'event: bill\ndata: {"kind":"bill","in":2,"out":1}\n\n',
      'event: bye\ndata: {"kind":"bye","why":"length"}\n\n',
    ].join(""),
  );
  expect(upstream.calls[0]?.asked).toEqual({
    model: "e1",
    messages: [{ role: "user", text: "say hi" }],
  });
});
