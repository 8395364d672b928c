import type { FinishReason } from "@g4f/core";

import type { Script, ScriptStep, ScriptToolCall, ScriptUsage } from "../script.ts";

/** A step of one type. */
export type StepOf<Type extends ScriptStep["type"]> = Extract<ScriptStep, { readonly type: Type }>;

/** The pieces in which the arguments of a call are streamed. */
export function argumentPieces({ arguments: pieces }: ScriptToolCall): readonly string[] {
  return typeof pieces === "string" ? [pieces] : pieces;
}

/** The arguments of a call in one. */
export function argumentText(call: ScriptToolCall): string {
  return argumentPieces(call).join("");
}

/** The arguments as a value, for wires that do not send them as text; broken ones stay text. */
export function argumentValue(call: ScriptToolCall): unknown {
  const text = argumentText(call);
  try {
    return JSON.parse(text === "" ? "{}" : text) as unknown;
  } catch {
    return text;
  }
}

/** The pieces of several calls by turns: the first of each, the second of each, and so on. */
export function byTurns(
  calls: readonly ScriptToolCall[],
): readonly { readonly call: ScriptToolCall; readonly index: number; readonly piece: string }[] {
  const longest = Math.max(0, ...calls.map((call) => argumentPieces(call).length));
  return Array.from({ length: longest }, (_, turn) =>
    calls.flatMap((call, index) => {
      const piece = argumentPieces(call)[turn];
      return piece === undefined ? [] : [{ call, index, piece }];
    }),
  ).flat();
}

/** What a script says as a whole. */
export interface WholeAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly ScriptToolCall[];
  readonly usage: ScriptUsage | undefined;
  readonly reason: FinishReason | undefined;
}

/** Everything that a script says up to its finish, for wires that can answer in one. */
export function wholeAnswer(whole: Script): WholeAnswer {
  const end = whole.findIndex(({ type }) => type === "finish");
  const script =
    end === -1 ? whole : whole.filter((step, at) => at <= end || step.type === "usage");
  const of = <Type extends ScriptStep["type"]>(type: Type): readonly StepOf<Type>[] =>
    script.filter((step): step is StepOf<Type> => step.type === type);
  return {
    text: of("text")
      .map(({ text }) => text)
      .join(""),
    reasoning: of("reasoning")
      .map(({ text }) => text)
      .join(""),
    calls: of("tool-calls").flatMap(({ calls }) => calls),
    usage: of("usage").at(-1)?.usage,
    reason: of("finish").at(-1)?.reason,
  };
}
