import type { CallResult, MessageReasoning, ToolCall } from "@g4f/core";

import type { AnswerHead } from "../../face.ts";
import { filesOf } from "../file-text.ts";
import { toolInput } from "../tool-input.ts";
import { signatureOf } from "./signature.ts";
import { stopOf, usageOf } from "./usage.ts";

/** How every answer begins, streamed or not. */
export function headOf({ id, model }: AnswerHead): object {
  return { id: `msg_${id}`, type: "message", role: "assistant", model };
}

/** The body of an answer that is not streamed. */
export function messageOf(answer: AnswerHead, result: CallResult): object {
  return {
    ...headOf(answer),
    content: contentOf(result),
    ...stopOf(result),
    usage: usageOf(result.usage),
  };
}

function contentOf(result: CallResult): object[] {
  const { message, text, toolCalls } = result;
  const { reasoning = [] } = message;
  const said = [...(text === "" ? [] : [text]), ...filesOf(result)];
  return [
    ...reasoning.map(thinking),
    ...said.map((one) => ({ type: "text", text: one })),
    ...toolCalls.map(toolUse),
  ];
}

function toolUse(call: ToolCall): object {
  return { type: "tool_use", id: call.id, name: call.name, input: toolInput(call) };
}

function thinking({ text, state }: MessageReasoning): object {
  const signature = state === undefined ? "" : signatureOf(state);
  return { type: "thinking", thinking: text, signature };
}
