import type { FinishReason } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import { expectEqual, expectError, expectFinished } from "../expect.ts";
import { plays, says, STOP, text } from "./answers.ts";

const PROVES = ["§6 semantics"];

/** What upstream says is what the reader gets: all of it, nothing else, with its meaning. */
export const SEMANTICS: readonly Case[] = [
  {
    id: "semantics.text.exact",
    level: "core",
    rule: "Text arrives to the letter, whatever letters they are.",
    proves: [...PROVES, "§4.5 naughty strings"],
    run: async (bench) => {
      for (const said of SAID) {
        expectFinished(await bench.ask(says(said)), { text: said });
      }
    },
  },
  {
    id: "semantics.text.blank-pieces",
    level: "core",
    rule: "Pieces of blanks and line ends are text like any other.",
    proves: PROVES,
    run: async (bench) => {
      const pieces = [" ", "a", " ", "\n\n", "\t", "b", "\n", " "];
      expectFinished(await bench.ask(says(...pieces)), { text: pieces.join("") });
    },
  },
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
    id: "semantics.text.order",
    level: "core",
    rule: "A thousand pieces arrive in order, none lost, none twice.",
    proves: [...PROVES, "R21"],
    run: async (bench) => {
      const pieces = Array.from({ length: 1_000 }, (_, index) => `${index} `);
      expectFinished(await bench.ask(says(...pieces)), { text: pieces.join("") });
    },
  },
  {
    id: "semantics.text.marker-inside",
    level: "core",
    rule: "Text that looks like the end of a stream, or like framing, is text.",
    proves: ["F34", ...PROVES],
    run: async (bench) => {
      const pieces = ["[DONE]", "\n\ndata: [DONE]\n\n", '{"done":true}\n', "event: end\n", " end"];
      expectFinished(await bench.ask(says(...pieces)), { text: pieces.join("") });
    },
  },
  {
    id: "semantics.text.empty-pieces",
    level: "core",
    rule: "Empty pieces are no chunks.",
    proves: ["lifecycle 6"],
    run: async (bench) => {
      const outcome = await bench.ask(says("", "a", "", "", "b", ""));
      expectFinished(outcome, { text: "ab" });
      const empty = outcome.chunks.filter(
        (chunk) =>
          chunk === "" || (typeof chunk !== "string" && "text" in chunk && chunk.text === ""),
      );
      expectEqual(empty, [], "the empty chunks");
    },
  },
  {
    id: "semantics.empty-answer",
    level: "core",
    rule: "An answer that says nothing and ends well is no answer: protocol.",
    proves: ["lifecycle 6", "F22"],
    run: async (bench) => {
      const error = expectError(await bench.ask(plays(STOP)), { code: "protocol" });
      expectEqual(error.retryable, false, "retryable");
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

/** What models say, and what is easily lost or changed on the way. */
const SAID = [
  "  blanks before and after  ",
  "\n\nline ends around\r\nand in it\n",
  "e\u0301 \u00F1 漢字 עברית 👩‍👩‍👧‍👦 \u2028\u2029 \uFEFF",
  "quotes \" ' ` and backslashes \\ \\n \\u0041",
  "<think> is only a word</b> &amp; %20 ${x}",
  "\u0000\u0007\u001B[31mred\u001B[0m\u007F",
];

async function endsWith(bench: Bench, reason: FinishReason): Promise<void> {
  const outcome = await bench.ask(plays(text("so far"), { type: "finish", reason }));
  expectFinished(outcome, { text: "so far", reason });
}
