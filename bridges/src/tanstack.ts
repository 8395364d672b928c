import { textOf, type Chunk, type Message } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";
import {
  chat,
  EventType,
  type JSONSchema,
  type ModelMessage,
  type StreamChunk,
} from "@tanstack/ai";
import { createOpenaiChatCompletions } from "@tanstack/ai-openai";

import { fetchFor } from "./fetch.ts";
import { finishReason, timeoutOf } from "./finish.ts";
import { openaiMessages } from "./messages.ts";
import type { Peer, PeerCall } from "./peer.ts";
import { ToolPieces } from "./tool-pieces.ts";

/** TanStack AI: `chat` over its adapter for chat completions. */
export const tanstack: Peer = {
  name: "tanstack",
  packages: ["@tanstack/ai", "@tanstack/ai-openai"],
  setup: "chat() over createOpenaiChatCompletions, maxRetries 0, timeout from the deadlines",
  supports: { reasoning: false, conversation: false },
  open,
};

async function* open(call: PeerCall): AsyncGenerator<Chunk, undefined> {
  const { signal } = call.request;
  const abort = new AbortController();
  const onAbort = (): void => abort.abort(signal?.reason);
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const pieces = new ToolPieces();
  const ids: string[] = [];
  let reason: unknown;
  try {
    for await (const event of streamOf(call, abort)) {
      if (event.type === EventType.TEXT_MESSAGE_CONTENT) yield event.delta;
      if (event.type === EventType.TOOL_CALL_START) {
        ids.push(event.toolCallId);
        pieces.add({ index: ids.length - 1, id: event.toolCallId, name: event.toolCallName });
      }
      if (event.type === EventType.TOOL_CALL_ARGS) {
        yield pieces.add({ index: ids.indexOf(event.toolCallId), args: event.delta });
      }
      if (event.type === EventType.RUN_ERROR) {
        throw Object.assign(new Error(event.message), { code: event.code });
      }
      if (event.type === EventType.RUN_FINISHED) {
        reason = event.finishReason;
        yield* usageOf(event.usage);
      }
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // A reader that leaves early has no other way to stop the run.
    abort.abort();
  }
  yield* pieces.calls();
  yield { type: "finish", reason: finishReason(reason) };
  return undefined;
}

function streamOf(
  { settings, request }: PeerCall,
  abortController: AbortController,
): AsyncIterable<StreamChunk> {
  const adapter = createOpenaiChatCompletions("gpt-5.2", settings.apiKey ?? "none", {
    baseURL: settings.baseUrl ?? "",
    maxRetries: 0,
    timeout: timeoutOf(settings, request),
    ...defined({ fetch: fetchFor(settings, request.proxy), defaultHeaders: settings.headers }),
  });
  const isSystem = ({ role }: Message): boolean => role === "system" || role === "developer";
  return chat({
    adapter,
    messages: openaiMessages(request.messages.filter((one) => !isSystem(one))).map(
      modelMessage,
    ) as never,
    systemPrompts: request.messages.filter(isSystem).map(({ content }) => textOf(content ?? "")),
    abortController,
    debug: false,
    modelOptions: defined({
      temperature: request.temperature,
      top_p: request.topP,
      max_tokens: request.maxTokens,
      stop: stopList(request.stop),
      seed: request.seed,
      presence_penalty: request.presencePenalty,
      frequency_penalty: request.frequencyPenalty,
    }),
    // Declared without code: the loop of the library then hands the call to its user.
    tools: (request.tools ?? []).map(({ name, description = "", parameters }) => ({
      name,
      description,
      inputSchema: parameters as JSONSchema,
    })),
  });
}

type FinishedUsage = Extract<StreamChunk, { type: EventType.RUN_FINISHED }>["usage"];

/** Tokens in either of the two forms that the library has for them. */
function usageOf(told: FinishedUsage): Chunk[] {
  const usage = Array.isArray(told) ? told[0] : told;
  if (usage === undefined) return [];
  const tokens =
    "promptTokens" in usage
      ? {
          inputTokens: usage.promptTokens,
          outputTokens: usage.completionTokens,
          cachedTokens: usage.promptTokensDetails?.cachedTokens,
          reasoningTokens: usage.completionTokensDetails?.reasoningTokens,
        }
      : { ...usage, cachedTokens: usage.cachedInputTokens };
  const { inputTokens, outputTokens, cachedTokens, reasoningTokens } = tokens;
  const counted = defined({ inputTokens, outputTokens, cachedTokens, reasoningTokens });
  return [{ type: "usage", ...counted, exact: true }];
}

type WireMessage = ReturnType<typeof openaiMessages>[number];

/** The wire's message with the names that the library gives its fields. */
function modelMessage(message: WireMessage): ModelMessage {
  const content = textOf(message.content);
  if (message.role === "tool") return { role: "tool", content, toolCallId: message.tool_call_id };
  if (message.role !== "assistant") return { role: "user", content };
  const toolCalls = message.tool_calls?.flatMap((call) => (call.type === "function" ? [call] : []));
  return { role: "assistant", content, ...defined({ toolCalls }) };
}
