import type { MessageReasoning } from "@g4f/core";

import type { Case, Outcome } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import type { ScriptStep } from "../script.ts";
import { show } from "../show.ts";
import { delivered, plays, says, STOP, text } from "./answers.ts";
import { begin } from "./reading.ts";
import { TOOL_CALLS, TOOL_LIST } from "./tools.ts";

const PROVES = ["§6 semantics: reasoning"];
const THOUGHT = "First this, then that.";

/** A case about an answer with reasoning in it. */
function reasoning(
  id: string,
  rule: string,
  run: Case["run"],
  more: Partial<Pick<Case, "wire" | "needs" | "proves">> = {},
): Case {
  return {
    id: `reasoning.${id}`,
    level: "reasoning",
    rule,
    proves: [...PROVES, ...(more.proves ?? [])],
    needs: ["reasoning", ...(more.needs ?? [])],
    wire: ["reasoning", ...(more.wire ?? [])],
    run,
  };
}

/** What a model thinks is told apart from what it says. */
export const REASONING: readonly Case[] = [
  reasoning("parts", "Reasoning arrives as reasoning parts, whole.", async (bench) => {
    const outcome = await bench.ask(
      plays(...thinks("First this, ", "then that."), text("So."), STOP),
    );
    expectFinished(outcome, { text: "So." });
    expectEqual(thoughts(outcome), THOUGHT, "the reasoning that was streamed");
  }),
  reasoning("not-text", "Nothing of the reasoning is ever text.", async (bench) => {
    const { stream } = await begin(bench, plays(...thinks(THOUGHT), text("So."), STOP));
    let read = "";
    for await (const piece of stream) read += piece;
    expectEqual(read, "So.", "the text");
  }),
  reasoning("result", "The result tells all reasoning apart from the text.", async (bench) => {
    const outcome = await bench.ask(
      plays(...thinks("First this, ", "then that."), text("So."), STOP),
    );
    const { reasoning: told, text: said } = expectFinished(outcome);
    expectEqual([told, said], [THOUGHT, "So."], "reasoning and text of the result");
  }),
  reasoning("first", "Reasoning that comes first is told first, as it comes.", async (bench) => {
    const outcome = await bench.ask(plays(...thinks(THOUGHT), text("So."), STOP));
    expectFinished(outcome);
    const order = outcome.chunks
      .map((chunk) => (typeof chunk === "string" ? "text" : chunk.type))
      .filter((type) => type === "text" || type === "reasoning");
    expectEqual([...new Set(order)], ["reasoning", "text"], "what came first");
  }),
  reasoning(
    "letters",
    "Reasoning arrives to the letter: blanks, line ends, any script.",
    async (b) => {
      const pieces = [" ", "\n\n", "e\u0301 漢字 \u{1F600}", '"quoted" \\n', "  "];
      const outcome = await b.ask(plays(...thinks(...pieces), text("So."), STOP));
      expectFinished(outcome, { text: "So." });
      expectEqual(thoughts(outcome), pieces.join(""), "the reasoning");
    },
  ),
  reasoning(
    "alone",
    "An answer of reasoning alone that the limit ended keeps it.",
    async (bench) => {
      const end = { type: "finish", reason: "length" } as const;
      const outcome = await bench.ask(plays(...thinks(THOUGHT), end));
      const { reasoning: told } = expectFinished(outcome, { text: "" });
      expectEqual(told, THOUGHT, "the reasoning of the result");
    },
    { wire: ["finish-reasons"] },
  ),
  reasoning(
    "message",
    "The message of the answer holds the reasoning, apart from the content.",
    async (b) => {
      const { message } = expectFinished(await b.ask(plays(...thinks(THOUGHT), text("So."), STOP)));
      const told = message.reasoning?.map((one: MessageReasoning) => one.text).join("");
      expectEqual(told, THOUGHT, "the reasoning of the message");
      expectThat(!show(message.content).includes(THOUGHT), {
        message: "the reasoning is in the content of the message",
        received: show(message.content),
        expected: "So.",
      });
    },
  ),
  reasoning(
    "history",
    "The message of an answer with reasoning is accepted as history.",
    async (bench) => {
      const upstream = await bench.upstream(plays(...thinks(THOUGHT), text("So."), STOP));
      const provider = await bench.create(upstream);
      const question = { role: "user", content: "Why?" } as const;
      const first = await bench.read(bench.call(provider, { messages: [question] }));
      const { message } = expectFinished(first, { text: "So." });
      upstream.play(says("yes"));
      const messages = [question, message, { role: "user", content: "And?" } as const];
      expectFinished(await bench.read(bench.call(provider, { messages })), { text: "yes" });
      const said =
        upstream.calls
          .at(-1)
          ?.asked.messages.map((one) => one.text)
          .join("\n") ?? "";
      expectThat(said.includes("So.") && said.includes("And?"), {
        message: "the history did not reach upstream",
        received: show(said),
        expected: "the answer and the next question",
      });
    },
    { needs: ["messageHistory"] },
  ),
  reasoning(
    "commit",
    "A call that fails after reasoning was shown is not offered for another try.",
    async (b) => {
      const error = { code: "overloaded", message: "Overloaded" } as const;
      const outcome = await b.ask(plays(...thinks(THOUGHT), { type: "error", error }));
      const failed = expectError(outcome, { code: "overloaded", retryable: false });
      expectEqual(failed.partial?.reasoning, THOUGHT, "the reasoning that the error keeps");
    },
    { wire: ["error"], proves: ["§2.2", "F27"] },
  ),
  reasoning(
    "cut",
    "A call cut inside its reasoning keeps what had come.",
    async (bench) => {
      const script = [...thinks("First this, ", "REST-OF-IT"), text("So."), STOP];
      const upstream = await bench.upstream(says("unused"));
      const at = Buffer.from(upstream.bytesOf(script)).indexOf("REST-OF-IT");
      upstream.play(delivered(script, { end: { at, how: "rst" } }));
      const outcome = await bench.read(bench.call(await bench.create(upstream)));
      const error = expectError(outcome, { code: ["network", "truncated"], retryable: false });
      expectEqual(error.partial?.reasoning, "First this, ", "the reasoning that the error keeps");
    },
    { proves: ["F28"] },
  ),
  reasoning(
    "before-tools",
    "Reasoning before a call of a tool leaves both whole.",
    async (bench) => {
      const call = { id: "call_1", name: "look_up", arguments: '{"q":"x"}' };
      const script = [
        ...thinks(THOUGHT),
        { type: "tool-calls", calls: [call] } as const,
        TOOL_CALLS,
      ];
      const outcome = await bench.ask(plays(...script), { request: { tools: TOOL_LIST } });
      const { reasoning: told, toolCalls } = expectFinished(outcome, { text: "" });
      expectEqual(told, THOUGHT, "the reasoning of the result");
      expectEqual(
        toolCalls.map(({ name }) => name),
        ["look_up"],
        "the tools called",
      );
    },
    { wire: ["tools"], needs: ["tools"] },
  ),
];

function thinks(...pieces: readonly string[]): ScriptStep[] {
  return pieces.map((piece) => ({ type: "reasoning", text: piece }));
}

/** The reasoning that was streamed. */
function thoughts({ chunks }: Outcome): string {
  return chunks
    .map((chunk) => (typeof chunk !== "string" && chunk.type === "reasoning" ? chunk.text : ""))
    .join("");
}
