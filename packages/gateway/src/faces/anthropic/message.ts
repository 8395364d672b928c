import type { CallResult, MessageReasoning, ToolCall } from "@g4f/core";

import type { AnswerHead } from "../../face.ts";
import { filesOf } from "../file-text.ts";
import { toolInput } from "../tool-input.ts";
import { signatureOf } from "./signature.ts";
import { stopOf, usageOf } from "./usage.ts";
import { EMPTY, type EmptyFields, type Version } from "./version.ts";

/** How every answer begins, streamed or not. */
export function headOf({ id, model }: AnswerHead, { message }: EmptyFields): object {
  return { id: `msg_${id}`, type: "message", role: "assistant", model, ...message };
}

/** The body of an answer that is not streamed. */
export function messageOf(version: Version, answer: AnswerHead, result: CallResult): object {
  const empty = EMPTY[version];
  return {
    ...headOf(answer, empty),
    content: contentOf(result, empty),
    ...stopOf(result),
    usage: usageOf(result.usage, empty),
  };
}

function contentOf(result: CallResult, empty: EmptyFields): object[] {
  const { message, text, toolCalls } = result;
  const { reasoning = [] } = message;
  const said = [...(text === "" ? [] : [text]), ...filesOf(result)];
  return [
    ...reasoning.map(thinking),
    ...said.map((one) => ({ type: "text", text: one, ...empty.text })),
    ...toolCalls.map((call) => ({ ...toolUse(call), ...empty.toolUse })),
  ];
}

function toolUse(call: ToolCall): object {
  return { type: "tool_use", id: call.id, name: call.name, input: toolInput(call) };
}

function thinking({ text, state }: MessageReasoning): object {
  const signature = state === undefined ? "" : signatureOf(state);
  return { type: "thinking", thinking: text, signature };
}
