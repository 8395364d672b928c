import type { ToolCall } from "@g4f/core";

import type { Bench, Case, Outcome } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import type { ScriptStep } from "../script.ts";
import { show, showOutcome } from "../show.ts";
import { delivered, plays, STOP, text } from "./answers.ts";
import { TOOL_LIST } from "./tools.ts";

const PROVES = ["§6 semantics"];
const TOOL_CALLS: ScriptStep = { type: "finish", reason: "tool-calls" };

/** A chunk with such a delta, as a host that speaks this wire may write it. */
function delta(fields: object | null): ScriptStep {
  return chunk({ choices: [{ index: 0, delta: fields, finish_reason: null }] });
}

function chunk(fields: object): ScriptStep {
  return { type: "event", data: JSON.stringify({ object: "chat.completion.chunk", ...fields }) };
}

function pieces(...calls: readonly object[]): ScriptStep {
  return delta({ tool_calls: calls });
}

/** A case of this wire alone. */
function openai(
  id: string,
  rule: string,
  run: Case["run"],
  more: Partial<Pick<Case, "level" | "needs" | "proves">> = {},
): Case {
  const common = { level: "core", proves: PROVES, dialects: ["openai-chat"] } as const;
  return { ...common, id: `openai.${id}`, rule, run, ...more };
}

const TOOLS = { level: "tools", needs: ["tools"], proves: ["§6 semantics: tools"] } as const;
const PARIS = { id: "call_a", name: "look_up", arguments: '{"q":"Paris"}' };
const SUM = { id: "call_b", name: "add", arguments: '{"q":"1+2"}' };

/** What hosts of OpenAI's chat wire make of it, and what must come of it all the same. */
export const OPENAI_CHAT: readonly Case[] = [
  openai(
    "tools.no-index",
    "Calls without an index are told apart by their ids.",
    async (bench) => {
      const outcome = await askTools(
        bench,
        pieces({ id: "call_a", function: { name: "look_up", arguments: '{"q":' } }),
        pieces({ id: "call_b", function: { name: "add", arguments: '{"q":"1' } }),
        pieces({ id: "call_a", function: { arguments: '"Paris"}' } }),
        pieces({ id: "call_b", function: { arguments: '+2"}' } }),
      );
      expectCalls(outcome, [PARIS, SUM]);
    },
    TOOLS,
  ),
  openai(
    "tools.bare-piece",
    "A piece with neither index nor id goes on with the last call.",
    async (bench) => {
      const outcome = await askTools(
        bench,
        pieces({ id: "call_a", function: { name: "look_up", arguments: '{"q":"Par' } }),
        pieces({ function: { arguments: 'is"}' } }),
        pieces({ id: "call_b", function: { name: "add", arguments: '{"q":"1' } }),
        pieces({ id: "", function: { arguments: '+2"}' } }),
      );
      expectCalls(outcome, [PARIS, SUM]);
    },
    TOOLS,
  ),
  openai(
    "tools.name-last",
    "A name that comes behind the arguments is the name.",
    async (bench) => {
      const outcome = await askTools(
        bench,
        pieces({ index: 0, id: "call_a", function: { arguments: PARIS.arguments } }),
        pieces({ index: 0, function: { name: "look_up" } }),
      );
      expectCalls(outcome, [PARIS]);
    },
    TOOLS,
  ),
  openai(
    "tools.arguments-object",
    "Arguments that are an object in place of its text are that object.",
    async (bench) => {
      const whole = { name: "look_up", arguments: { q: "Paris" } };
      expectCalls(await askTools(bench, pieces({ index: 0, id: "call_a", function: whole })), [
        PARIS,
      ]);
    },
    TOOLS,
  ),
  openai(
    "tools.nulls",
    "Fields of a piece that are null or repeated change nothing of what was said before.",
    async (bench) => {
      const outcome = await askTools(
        bench,
        delta({ content: null, tool_calls: null }),
        pieces({ index: 0, id: "call_a", function: { name: "look_up", arguments: '{"q":' } }),
        pieces({ index: 0, id: null, function: { name: null, arguments: null } }),
        pieces({ index: 0, id: null, function: null }),
        pieces({ index: 0, id: "call_a", function: { name: "look_up", arguments: '"Paris"}' } }),
      );
      expectCalls(outcome, [PARIS]);
    },
    TOOLS,
  ),
  openai(
    "tools.no-name",
    "A call that is never named is no call: protocol.",
    async (bench) => {
      const outcome = await askTools(
        bench,
        pieces({ index: 0, id: "call_a", function: { arguments: "{}" } }),
      );
      expectError(outcome, { code: "protocol", retryable: false });
    },
    { ...TOOLS, proves: ["F31"] },
  ),
  openai(
    "reasoning.fields",
    "`reasoning_content` and `reasoning` are both reasoning.",
    async (bench) => {
      for (const field of ["reasoning_content", "reasoning"]) {
        const outcome = await bench.ask(plays(delta({ [field]: "hm" }), text("so"), STOP));
        expectEqual(expectFinished(outcome, { text: "so" }).reasoning, "hm", `what ${field} said`);
      }
    },
    { level: "reasoning", needs: ["reasoning"], proves: ["§6 semantics: reasoning"] },
  ),
  openai(
    "usage.last-chunk",
    "Usage in a chunk of its own, without choices and behind the reason, is told.",
    async (bench) => {
      const usage = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };
      const outcome = await bench.ask(plays(text("ok"), STOP, chunk({ choices: [], usage })));
      const { inputTokens, outputTokens } = expectFinished(outcome, { text: "ok" }).usage ?? {};
      expectEqual([inputTokens, outputTokens], [3, 5], "the tokens");
    },
  ),
  openai("usage.null", "A usage of null, or details of null, counts nothing.", async (bench) => {
    const usage = {
      prompt_tokens: 3,
      completion_tokens: 5,
      prompt_tokens_details: null,
      completion_tokens_details: null,
    };
    const none = chunk({ choices: [{ index: 0, delta: { content: "o" } }], usage: null });
    const outcome = await bench.ask(plays(none, text("k"), STOP, chunk({ choices: [], usage })));
    const told = expectFinished(outcome, { text: "ok" }).usage ?? {};
    expectEqual(Object.keys(told).includes("cachedTokens"), false, "cached tokens are told");
    expectEqual("inputTokens" in told && told.inputTokens, 3, "the tokens");
    expectEqual(outcome.chunks.filter(isUsage).length, 1, "the number of usage parts");
  }),
  openai(
    "chunk.empty",
    "A chunk without choices, without a delta, or with one of null says nothing.",
    async (bench) => {
      const empty = [chunk({ choices: [] }), chunk({}), chunk({ choices: [{ index: 0 }] })];
      const steps = [...empty, delta(null), delta({}), delta({ content: null })];
      const outcome = await bench.ask(plays(...steps, text("ok"), ...steps, STOP));
      expectFinished(outcome, { text: "ok", reason: "stop" });
    },
  ),
  openai(
    "chunk.no-object",
    "An event that is JSON but no object is `protocol`.",
    async (bench) => {
      for (const data of ["null", "[]", '"text"', "1"]) {
        const outcome = await bench.ask(plays(text("kept"), { type: "event", data }, STOP));
        expectError(outcome, { code: "protocol", retryable: false });
        expectEqual(outcome.text, "kept", "the text before it");
      }
    },
    { proves: ["F31"] },
  ),
  openai("finish.unheard-of", "A reason that nobody knows is `unknown`.", async (bench) => {
    const end = chunk({ choices: [{ index: 0, delta: {}, finish_reason: "moon_phase" }] });
    expectFinished(await bench.ask(plays(text("ok"), end)), { text: "ok", reason: "unknown" });
  }),
  openai(
    "marker.missing-warned",
    "A missing `[DONE]` behind the reason is told in a warning; with it there is none.",
    async (bench) => {
      const whole = await bench.ask(plays(text("ok"), STOP));
      expectEqual(expectFinished(whole).warnings, [], "the warnings of a good answer");
      const cut = await bench.ask(withoutMarker(whole, "clean"));
      const { warnings } = expectFinished(cut, { text: "ok", reason: "stop" });
      expectThat(warnings.length === 1, {
        message: "the missing marker is not told",
        received: show(warnings),
        expected: "one warning",
      });
    },
    { proves: ["§2.6", "F35"] },
  ),
  openai(
    "marker.broken-off",
    "A connection that breaks between reason and `[DONE]` breaks no answer.",
    async (bench) => {
      const whole = await bench.ask(plays(text("ok"), STOP));
      for (const how of ["fin", "rst"] as const) {
        expectFinished(await bench.ask(withoutMarker(whole, how)), { text: "ok", reason: "stop" });
      }
    },
    { proves: ["§2.6", "F33"] },
  ),
  openai(
    "marker.never",
    "Behind the reason a silent connection is waited for no longer than about a second.",
    async (bench) => {
      const whole = await bench.ask(plays(text("ok"), STOP));
      const outcome = bench.ask(withoutMarker(whole, "hang"));
      const ended = await bench.within(LONGEST_WAIT_MS, "the end of a whole answer", outcome);
      expectFinished(ended, { text: "ok", reason: "stop" });
    },
    { proves: ["§2.6", "F33", "F35"] },
  ),
];

/** Five times what is allowed: a starved machine is no verdict. */
const LONGEST_WAIT_MS = 5_000;

/** The answer `ok` without its last event. */
function withoutMarker(
  { upstream }: Awaited<ReturnType<Bench["ask"]>>,
  how: "clean" | "fin" | "rst" | "hang",
): ReturnType<typeof delivered> {
  // For the same request: what is said repeats its model.
  const body = Buffer.from(upstream.bytesOf([text("ok"), STOP], upstream.calls[0]?.asked));
  const at = body.lastIndexOf("data: [DONE]");
  return delivered([text("ok"), STOP], { end: { at, how } });
}

async function askTools(bench: Bench, ...steps: readonly ScriptStep[]): Promise<Outcome> {
  return await bench.ask(plays(...steps, TOOL_CALLS), { request: { tools: TOOL_LIST } });
}

/** The calls of a finished answer, and the pieces that were shown of them. */
function expectCalls(outcome: Outcome, wanted: readonly ToolCall[]): void {
  const { toolCalls } = expectFinished(outcome, { reason: "tool-calls" });
  const told = toolCalls.map(({ id, name, arguments: text_ }) => ({ id, name, arguments: text_ }));
  expectEqual(told, wanted, "the calls");
  const named = new Map<number, string>();
  for (const part of outcome.chunks) {
    if (typeof part === "string" || part.type !== "tool-call-delta") continue;
    expectThat(part.id !== "" && part.name !== "", () => ({
      message: "a piece of a call has an empty id or name",
      received: showOutcome(outcome),
      expected: "no id or name where there is none yet",
    }));
    if (part.name !== undefined) named.set(part.index, part.name);
  }
  if (named.size > 0)
    expectEqual(
      [...named.values()],
      wanted.map(({ name }) => name),
      "the names",
    );
}

function isUsage(part: Outcome["chunks"][number]): boolean {
  return typeof part !== "string" && part.type === "usage";
}
