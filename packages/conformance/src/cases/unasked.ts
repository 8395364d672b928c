import type { Case, Outcome } from "../case.ts";
import { expectEqual, expectThat } from "../expect.ts";
import { showOutcome } from "../show.ts";
import { plays, says, STOP, text } from "./answers.ts";

const PROVES = ["§6 capability", "F1"];
const CALL = { id: "call_1", name: "look_up", arguments: '{"q":"x"}' };

/**
 * Upstream may say what the manifest does not declare and nobody asked for. It is handed over whole, left
 * out, or a typed error; never mixed into something else, never a crash, never a false end.
 */
export const UNASKED: readonly Case[] = [
  {
    id: "unasked.tool-calls",
    level: "core",
    rule: "A tool that nobody offered is called: the end never claims calls that are not there.",
    proves: PROVES,
    wire: ["tools"],
    run: async (bench) => {
      const calls = { type: "tool-calls", calls: [CALL] } as const;
      const finish = { type: "finish", reason: "tool-calls" } as const;
      const outcome = await bench.ask(plays(text("Let me see."), calls, finish));
      expectNoFalseEnd(outcome);
      expectEqual(outcome.text, "Let me see.", "the text");
    },
  },
  {
    id: "unasked.tool-calls.alone",
    level: "core",
    rule: "An answer of nothing but calls that nobody asked for never ends as an answer without them.",
    proves: PROVES,
    wire: ["tools"],
    run: async (bench) => {
      const calls = { type: "tool-calls", calls: [CALL] } as const;
      const outcome = await bench.ask(plays(calls, STOP));
      const { result } = outcome;
      const said = result !== undefined && result.text === "" && result.toolCalls.length === 0;
      expectThat(!said, () => ({
        message: "an answer without anything in it was finished",
        received: showOutcome(outcome),
        expected: "the call, or a typed error",
      }));
    },
  },
  {
    id: "unasked.reasoning",
    level: "core",
    rule: "Reasoning is no text, whether the manifest speaks of it or not.",
    proves: PROVES,
    wire: ["reasoning"],
    run: async (bench) => {
      const outcome = await bench.ask(
        plays({ type: "reasoning", text: "SECRET-THOUGHT" }, text("So."), STOP),
      );
      expectNoFalseEnd(outcome);
      expectEqual(outcome.text.includes("SECRET-THOUGHT"), false, "whether text holds reasoning");
      if (outcome.error === undefined) expectEqual(outcome.text, "So.", "the text");
    },
  },
  {
    id: "unasked.conversation",
    level: "core",
    rule: "State that the provider never gave is refused or left out, before it can do harm upstream.",
    proves: ["F1", "§6 capability"],
    run: async (bench) => {
      for (const conversation of [{ of: "another provider" }, "thread-7", 7, ["x"]]) {
        const outcome = await bench.ask(says("yes"), { request: { conversation } });
        const { error } = outcome;
        if (error === undefined) continue;
        const known = ["invalid_request", "not_supported"].includes(error.code);
        expectThat(known && outcome.upstream.calls.length === 0, () => ({
          message: "a foreign conversation failed late, or as something else",
          received: showOutcome(outcome),
          expected: "invalid_request or not_supported before a request for an answer, or an answer",
        }));
      }
    },
  },
];

/** A call that was finished for tools has some to show. */
function expectNoFalseEnd(outcome: Outcome): void {
  const { result, error } = outcome;
  expectThat((result === undefined) !== (error === undefined), () => ({
    message: "the call neither was finished nor failed",
    received: showOutcome(outcome),
    expected: "an answer or a typed error",
  }));
  if (result?.finishReason !== "tool-calls") return;
  expectThat(result.toolCalls.length > 0, () => ({
    message: "the call was finished for tools, and there are none",
    received: showOutcome(outcome),
    expected: "the calls, another reason, or a typed error",
  }));
}
