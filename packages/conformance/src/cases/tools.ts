import type { Tool, ToolCallPart } from "@g4f/core";

import type { Bench, Case, Outcome } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import type { ScriptStep, ScriptToolCall } from "../script.ts";
import { show } from "../show.ts";
import { delivered, plays, says, text } from "./answers.ts";

const PROVES = ["§6 semantics: tools"];
export const TOOL_CALLS: ScriptStep = { type: "finish", reason: "tool-calls" };

/** Two tools, as a caller offers them. */
export const TOOL_LIST: readonly Tool[] = ["look_up", "add"].map((name) => ({
  name,
  description: `Does ${name}.`,
  parameters: { type: "object", properties: { q: { type: "string" } }, required: ["q"] },
}));

const ONE: ScriptToolCall = { id: "call_1", name: "look_up", arguments: '{"q":"Paris, France"}' };
const TWO: ScriptToolCall = { id: "call_2", name: "add", arguments: '{"q":"1 + 2"}' };

/** A case about the answer to a request with tools. */
function tools(
  id: string,
  rule: string,
  run: Case["run"],
  more: Partial<Pick<Case, "wire" | "proves">> = {},
): Case {
  const wire = ["tools", ...(more.wire ?? [])] as const;
  const proves = [...PROVES, ...(more.proves ?? [])];
  return { id: `tools.${id}`, level: "tools", rule, proves, needs: ["tools"], wire, run };
}

/** Calls of tools arrive whole, as the model wrote them, and never by halves. */
export const TOOLS: readonly Case[] = [
  tools("whole", "A call of a tool arrives with its id, its name and its arguments.", async (b) => {
    expectCalls(await asked(b, calls(ONE), TOOL_CALLS), [ONE]);
  }),
  tools("pieces", "Arguments that come in pieces are put together.", async (bench) => {
    const pieces = ['{"q":', '"Par', "is, ", 'France"', "}"];
    expectCalls(await asked(bench, calls({ ...ONE, arguments: pieces }), TOOL_CALLS), [ONE]);
  }),
  tools(
    "characters",
    "Arguments may come a character at a time, escapes and emoji too.",
    async (b) => {
      const json = JSON.stringify({ q: 'a "quoted" \\ line\n\u00E9 \u{1F600}' });
      const call = { ...ONE, arguments: Array.from(json) };
      expectCalls(await asked(b, calls(call), TOOL_CALLS), [{ ...ONE, arguments: json }]);
    },
  ),
  tools(
    "one-after-another",
    "Several calls of one answer arrive each, in order.",
    async (bench) => {
      expectCalls(await asked(bench, calls(ONE), calls(TWO), TOOL_CALLS), [ONE, TWO]);
    },
  ),
  tools(
    "side-by-side",
    "Calls that are streamed side by side are kept apart.",
    async (bench) => {
      const first = { ...ONE, arguments: ['{"q":"Par', 'is, France"}'] };
      const second = { ...TWO, arguments: ['{"q":', '"1 + 2"}'] };
      expectCalls(await asked(bench, calls(first, second), TOOL_CALLS), [ONE, TWO]);
    },
    { wire: ["parallel-tools"] },
  ),
  tools("same-tool-twice", "The same tool called twice is called twice.", async (bench) => {
    const again = { ...ONE, id: "call_9" };
    expectCalls(await asked(bench, calls(ONE), calls(again), TOOL_CALLS), [ONE, again]);
  }),
  tools("no-id", "A call that upstream gave no id gets one, and each another.", async (bench) => {
    const nameless = [ONE, TWO].map((call) => ({ ...call, id: "" }));
    const outcome = await asked(bench, ...nameless.map((call) => calls(call)), TOOL_CALLS);
    const ids = expectFinished(outcome).toolCalls.map((call) => call.id);
    expectThat(ids.length === 2 && ids[0] !== "" && ids[1] !== "" && ids[0] !== ids[1], {
      message: "the calls cannot be told apart",
      received: show(ids),
      expected: "two ids",
    });
  }),
  tools("reason", "An answer that calls tools is finished with tool-calls.", async (bench) => {
    expectFinished(await asked(bench, calls(ONE), TOOL_CALLS), { reason: "tool-calls" });
  }),
  tools("with-text", "Text in front of a call is kept, and stays text.", async (bench) => {
    const outcome = await asked(bench, text("Let me see."), calls(ONE), TOOL_CALLS);
    expectFinished(outcome, { text: "Let me see." });
    expectCalls(outcome, [ONE]);
  }),
  tools("not-in-text", "Nothing of a call is ever text.", async (bench) => {
    expectFinished(await asked(bench, calls(ONE, TWO), TOOL_CALLS), { text: "" });
  }),
  tools(
    "no-arguments",
    "A call without arguments is a call, of an empty object.",
    async (bench) => {
      const outcome = await asked(bench, calls({ ...ONE, arguments: "" }), TOOL_CALLS);
      const [call] = expectFinished(outcome).toolCalls;
      expectThat(call?.name === "look_up" && /^(?:\{\s*\})?$/.test(call.arguments), {
        message: "the call is not what upstream sent",
        received: show(call),
        expected: "a call of look_up whose arguments are {} or nothing",
      });
    },
  ),
  tools(
    "digits",
    "Arguments are the text that the model wrote: large numbers keep every digit.",
    async (bench) => {
      const exact = '{ "q" : 12345678901234567890, "r":1.0 }';
      const outcome = await asked(bench, calls({ ...ONE, arguments: exact }), TOOL_CALLS);
      expectCalls(outcome, [{ ...ONE, arguments: exact }]);
    },
    { wire: ["tool-arguments-text"] },
  ),
  tools(
    "malformed",
    "Arguments that are no JSON are never mended in silence: they come as written, or as protocol.",
    async (bench) => {
      const broken = '{"q": "Paris, France", ';
      const outcome = await asked(bench, calls({ ...ONE, arguments: broken }), TOOL_CALLS);
      if (outcome.error === undefined) expectCalls(outcome, [{ ...ONE, arguments: broken }]);
      else expectError(outcome, { code: "protocol", retryable: false });
    },
    { wire: ["tool-arguments-text"], proves: ["F31"] },
  ),
  tools(
    "cut",
    "A call that was cut off is never handed over as a call.",
    async (bench) => {
      const outcome = await cutInside(bench);
      expectError(outcome, { code: ["network", "truncated"], retryable: false });
      expectEqual(completeCalls(outcome), [], "the calls handed over");
      expectEqual(outcome.error?.partial?.toolCalls ?? [], [], "the calls in what the error keeps");
    },
    { wire: ["tool-arguments-text"], proves: ["F28", "F31"] },
  ),
  tools("deltas", "The pieces of a call that are shown add up to its arguments.", async (bench) => {
    const pieces = ['{"q":', '"Paris, ', 'France"}'];
    const outcome = await asked(bench, calls({ ...ONE, arguments: pieces }), TOOL_CALLS);
    expectCalls(outcome, [ONE]);
    let shown = "";
    for (const chunk of outcome.chunks) {
      if (typeof chunk === "string") continue;
      if (chunk.type === "tool-call-delta") shown += chunk.argumentsDelta;
      if (chunk.type !== "tool-call" || shown === "") continue;
      expectEqual(shown, chunk.arguments, "the pieces that were shown before the call");
    }
  }),
  tools(
    "message",
    "The message of the answer holds the calls, ready for the history.",
    async (b) => {
      const { message } = expectFinished(await asked(b, calls(ONE), TOOL_CALLS));
      expectEqual(
        message.toolCalls?.map(comparable),
        [comparable(ONE)],
        "the calls of the message",
      );
    },
  ),
  tools(
    "offered",
    "The tools that are offered reach upstream, with their parameters.",
    async (b) => {
      const outcome = await b.ask(says("yes"), { request: { tools: TOOL_LIST } });
      expectFinished(outcome, { text: "yes" });
      const offered = outcome.upstream.calls[0]?.asked.tools?.map(({ name, parameters }) => ({
        name,
        parameters,
      }));
      const want = TOOL_LIST.map(({ name, parameters }) => ({ name, parameters }));
      expectEqual(offered, want, "the tools on the wire");
    },
  ),
  tools("answered", "What a tool returned reaches upstream behind its call.", async (bench) => {
    const upstream = await bench.upstream({ script: [calls(ONE), TOOL_CALLS] });
    const provider = await bench.create(upstream);
    const question = { role: "user", content: "Where is it?" } as const;
    const first = bench.call(provider, { messages: [question], tools: TOOL_LIST });
    const { message, toolCalls } = expectFinished(await bench.read(first));
    upstream.play(says("In France."));
    const found = {
      role: "tool",
      content: "FOUND-IT",
      toolCallId: toolCalls[0]?.id ?? "",
    } as const;
    const messages = [question, message, found];
    const second = bench.call(provider, { messages });
    expectFinished(await bench.read(second), { text: "In France." });
    const sent = upstream.calls.at(-1)?.request.body ?? "";
    expectThat(sent.includes("FOUND-IT") && sent.indexOf("look_up") < sent.indexOf("FOUND-IT"), {
      message: "what the tool returned was not sent, or not behind its call",
      received: show(sent),
      expected: "look_up, then FOUND-IT",
    });
  }),
];

function calls(...all: readonly ScriptToolCall[]): ScriptStep {
  return { type: "tool-calls", calls: all };
}

async function asked(bench: Bench, ...script: readonly ScriptStep[]): Promise<Outcome> {
  return await bench.ask(plays(...script), { request: { tools: TOOL_LIST } });
}

/** The calls of the result are these; arguments equal as text, or, on wires of objects, as values. */
function expectCalls(outcome: Outcome, want: readonly ScriptToolCall[]): void {
  const { toolCalls } = expectFinished(outcome);
  expectEqual(toolCalls.map(comparable), want.map(comparable), "the calls of the result");
  expectEqual(completeCalls(outcome).map(comparable), want.map(comparable), "the calls as parts");
}

function completeCalls({ chunks }: Outcome): ToolCallPart[] {
  return chunks.filter((chunk) => typeof chunk !== "string" && chunk.type === "tool-call");
}

/** JSON by its value: where arguments travel as objects their blanks are nobody's. */
function comparable(call: Pick<ScriptToolCall, "id" | "name" | "arguments">): object {
  const json = typeof call.arguments === "string" ? call.arguments : call.arguments.join("");
  return { id: call.id, name: call.name, arguments: compact(json) };
}

function compact(json: string): string {
  try {
    const again = JSON.stringify(JSON.parse(json));
    return again.replaceAll(/\s/g, "") === json.replaceAll(/\s/g, "") ? again : json;
  } catch {
    return json;
  }
}

/** A call whose connection is reset between two pieces of its arguments. */
async function cutInside(bench: Bench): Promise<Outcome> {
  const script = [calls({ ...ONE, arguments: ['{"q":"Par', "REST-OF-IT", '"}'] }), TOOL_CALLS];
  const upstream = await bench.upstream(says("unused"));
  const at = Buffer.from(upstream.bytesOf(script)).indexOf("REST-OF-IT");
  upstream.play(delivered(script, { end: { at, how: "rst" } }));
  const provider = await bench.create(upstream);
  return await bench.read(bench.call(provider, { tools: TOOL_LIST }));
}
