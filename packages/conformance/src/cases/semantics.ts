import type { FinishReason } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import { expectEqual, expectFinished } from "../expect.ts";
import { plays, says, STOP, text } from "./answers.ts";

const PROVES = ["§6 semantics"];

/** What upstream says is what the reader gets: all of it, nothing else, with its meaning. */
export const SEMANTICS: readonly Case[] = [
  {
    id: "semantics.text.repeated-pieces",
    level: "core",
    rule: "A piece that equals the one before it is said twice.",
    proves: PROVES,
    run: async (bench) => {
      expectFinished(await bench.ask(says("ha", "ha", "ha", "!")), { text: "hahaha!" });
    },
  },
  {
    id: "semantics.finish.length",
    level: "core",
    rule: "An answer that the limit of tokens ended is finished with length, its text kept.",
    proves: PROVES,
    wire: ["finish-reasons"],
    run: (bench) => endsWith(bench, "length"),
  },
  {
    id: "semantics.finish.content-filter",
    level: "core",
    rule: "An answer that a filter ended is finished with content-filter, never with stop.",
    proves: PROVES,
    wire: ["finish-reasons"],
    run: (bench) => endsWith(bench, "content-filter"),
  },
  {
    id: "semantics.finish.stop",
    level: "core",
    rule: "An answer that the model ended is finished with stop.",
    proves: PROVES,
    wire: ["finish-reasons"],
    run: (bench) => endsWith(bench, "stop"),
  },
  {
    id: "semantics.ping",
    level: "core",
    rule: "A sign of life between pieces is neither text nor an end.",
    proves: ["F24", ...PROVES],
    framings: ["sse", "ndjson"],
    run: async (bench) => {
      const ping = { type: "ping" } as const;
      const outcome = await bench.ask(plays(ping, text("a"), ping, ping, text("b"), ping, STOP));
      expectFinished(outcome, { text: "ab" });
    },
  },
  {
    id: "semantics.raw.opt-in",
    level: "core",
    rule: "Upstream's own events are shown only to who asks for them.",
    proves: ["architecture: chunks"],
    run: async (bench) => {
      const outcome = await bench.ask(says("a", "b"));
      expectFinished(outcome, { text: "ab" });
      const raw = outcome.chunks.filter(
        (chunk) => typeof chunk !== "string" && chunk.type === "raw",
      );
      expectEqual(raw.length, 0, "the number of raw parts that nobody asked for");
    },
  },
  {
    id: "semantics.raw.same-answer",
    level: "core",
    rule: "Asking for raw events changes nothing else about the answer.",
    proves: ["architecture: chunks"],
    run: async (bench) => {
      const outcome = await bench.ask(says("a", "b"), { request: { raw: true } });
      expectFinished(outcome, { text: "ab" });
    },
  },
];

async function endsWith(bench: Bench, reason: FinishReason): Promise<void> {
  const outcome = await bench.ask(plays(text("so far"), { type: "finish", reason }));
  expectFinished(outcome, { text: "so far", reason });
}
