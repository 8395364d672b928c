import { textOf, type Chunk, type FinishReason, type Message, type ToolCallPart } from "@g4f/core";
import { chat, type JSONSchema, type ModelMessage } from "@tanstack/ai";
import { createOpenaiChatCompletions } from "@tanstack/ai-openai";

import { FINISH } from "./openai.ts";
import type { Peer, PeerCall } from "./peer.ts";

/** TanStack AI: `chat` over its adapter for chat completions. */
export const tanstack: Peer = {
  name: "tanstack",
  packages: ["@tanstack/ai", "@tanstack/ai-openai"],
  setup: "chat() over createOpenaiChatCompletions, maxRetries 0, timeout from the deadlines",
  supports: { reasoning: false, conversation: false },
  open,
};

async function* open({ settings, request }: PeerCall): AsyncGenerator<Chunk, undefined> {
  const abort = new AbortController();
  const { signal, messages, temperature, topP, maxTokens, tools = [] } = request;
  if (signal?.aborted === true) abort.abort(signal.reason);
  const onAbort = (): void => abort.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const adapter = createOpenaiChatCompletions("gpt-5.2", settings.apiKey ?? "none", {
    baseURL: settings.baseUrl ?? "",
    maxRetries: 0,
    timeout: settings.deadlines?.firstEvent ?? 120_000,
    ...(settings.headers === undefined ? {} : { defaultHeaders: settings.headers }),
  });
  const systemPrompts = messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(({ content }) => textOf(content ?? ""));
  const stream = chat({
    adapter,
    messages: messages.flatMap(modelMessage) as never,
    abortController: abort,
    debug: false,
    ...(systemPrompts.length === 0 ? {} : { systemPrompts }),
    modelOptions: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(topP === undefined ? {} : { top_p: topP }),
      ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    },
    // Declared without code: the loop of the library then hands the call to its user.
    tools: tools.map(({ name, description = "", parameters }) => ({
      name,
      description,
      inputSchema: parameters as JSONSchema,
    })),
  });
  const calls = new Map<string, { name: string; arguments: string }>();
  let reason: FinishReason = "unknown";
  try {
    for await (const event of stream) {
      switch (event.type) {
        case "TEXT_MESSAGE_CONTENT":
          yield event.delta;
          break;
        case "TOOL_CALL_START":
          calls.set(event.toolCallId, { name: event.toolCallName, arguments: "" });
          break;
        case "TOOL_CALL_ARGS": {
          const call = calls.get(event.toolCallId);
          if (call !== undefined) call.arguments += event.delta;
          const index = [...calls.keys()].indexOf(event.toolCallId);
          yield { type: "tool-call-delta", index, argumentsDelta: event.delta };
          break;
        }
        case "RUN_ERROR":
          throw Object.assign(new Error(event.message), { code: event.code });
        case "RUN_FINISHED":
          reason = FINISH[event.finishReason ?? ""] ?? "unknown";
          break;
        default:
      }
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // A reader that leaves early has no other way to stop the run.
    abort.abort();
  }
  yield* [...calls].map(([id, call], index): ToolCallPart => ({
    type: "tool-call",
    id,
    ...call,
    index,
  }));
  yield { type: "finish", reason };
  return undefined;
}

function modelMessage(message: Message): ModelMessage[] {
  const content = textOf(message.content ?? "");
  if (message.role === "tool") {
    return [{ role: "tool", content, toolCallId: message.toolCallId ?? "" }];
  }
  if (message.role === "user") return [{ role: "user", content }];
  if (message.role !== "assistant") return [];
  const calls = message.toolCalls ?? [];
  return [
    {
      role: "assistant",
      content,
      ...(calls.length === 0
        ? {}
        : {
            toolCalls: calls.map(({ id, name, arguments: args }) => ({
              id,
              type: "function" as const,
              function: { name, arguments: args },
            })),
          }),
    },
  ];
}
