import type { CallResult, ContentPart, ToolCall } from "@g4f/core";
import { toBase64 } from "@g4f/core/kit";

import type { AnswerHead } from "../../face.ts";
import { sealExtra } from "../openai/sealed.ts";
import { CHAT_REASONS } from "./finish-reason.ts";
import { detailsOf } from "./reasoning.ts";
import { chatUsage } from "./usage.ts";

/** The id of a completion. */
export function completionId({ id }: AnswerHead): string {
  return `chatcmpl-${id}`;
}

/** Seconds since 1970, as OpenAI counts. */
export function secondsOf({ createdAt }: AnswerHead): number {
  return Math.floor(createdAt / 1000);
}

/** A completion that was not streamed. */
export function chatCompletion(answer: AnswerHead, result: CallResult): object {
  const { text, reasoning, toolCalls, usage, finishReason, message } = result;
  const details = detailsOf(message.reasoning ?? []);
  const images = Array.isArray(message.content) ? message.content.flatMap(imageOf) : [];
  return {
    id: completionId(answer),
    object: "chat.completion",
    created: secondsOf(answer),
    model: answer.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text === "" ? null : text,
          refusal: null,
          ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
          ...(details.length === 0 ? {} : { reasoning_details: details }),
          ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(toolCall) }),
          ...(images.length === 0 ? {} : { images }),
        },
        logprobs: null,
        finish_reason: CHAT_REASONS[finishReason],
      },
    ],
    ...(usage === undefined ? {} : { usage: chatUsage(usage) }),
  };
}

function toolCall({ id, name, arguments: text, state }: ToolCall): object {
  return { id, type: "function", function: { name, arguments: text }, ...sealExtra(state) };
}

/** An image the model made, in the form that OpenRouter gave to what the API has no field for. */
export function imagePart(url: string): object {
  return { type: "image_url", image_url: { url } };
}

/** Bytes as a URL of their own. */
export function dataUrl(mediaType: string, data: Uint8Array): string {
  return `data:${mediaType};base64,${toBase64(data)}`;
}

function imageOf(part: ContentPart): object[] {
  if (part.type !== "image") return [];
  const { url, data, mediaType = "image/png" } = part;
  return [imagePart(data === undefined ? String(url) : dataUrl(mediaType, data))];
}
