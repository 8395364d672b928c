import type { Chunk, FinishReason, ToolCallPart } from "@g4f/core";
import OpenAI from "openai";
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from "openai/resources/chat/completions";

import { openaiMessages } from "./messages.ts";
import type { Peer, PeerCall } from "./peer.ts";

/** The `openai` client: `chat.completions.create` with `stream: true`. */
export const openai: Peer = {
  name: "openai",
  packages: ["openai"],
  setup: "chat.completions.create, stream with usage, maxRetries 0, timeout from the deadlines",
  supports: { reasoning: false, conversation: false },
  open,
};

/** What its users do with the deltas: text as it comes, the pieces of calls put together at the end. */
async function* open({ settings, request }: PeerCall): AsyncGenerator<Chunk, undefined> {
  const client = new OpenAI({
    apiKey: settings.apiKey ?? "none",
    baseURL: settings.baseUrl ?? "",
    maxRetries: 0,
    timeout: Math.min(settings.deadlines?.firstEvent ?? 120_000, 600_000),
    ...(settings.headers === undefined ? {} : { defaultHeaders: settings.headers }),
  });
  const stream = await client.chat.completions.create(params(request), {
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  const calls: { id: string; name: string; arguments: string }[] = [];
  let reason: string | undefined;
  for await (const chunk of stream) {
    const [choice] = chunk.choices ?? [];
    if (choice?.delta?.content) yield choice.delta.content;
    for (const delta of choice?.delta?.tool_calls ?? []) {
      const call = (calls[delta.index] ??= { id: "", name: "", arguments: "" });
      call.id ||= delta.id ?? "";
      call.name ||= delta.function?.name ?? "";
      const argumentsDelta = delta.function?.arguments ?? "";
      call.arguments += argumentsDelta;
      yield { type: "tool-call-delta", index: delta.index, argumentsDelta };
    }
    reason = choice?.finish_reason ?? reason;
    if (chunk.usage) yield usage(chunk.usage);
  }
  yield* calls.map((call, index): ToolCallPart => ({ type: "tool-call", ...call, index }));
  yield { type: "finish", reason: FINISH[reason ?? ""] ?? "unknown" };
  return undefined;
}

/** The finish reasons of the chat-completions wire. */
export const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool-calls",
  "tool-calls": "tool-calls",
  content_filter: "content-filter",
  "content-filter": "content-filter",
};

function usage(told: NonNullable<ChatCompletionChunk["usage"]>): Chunk {
  const cachedTokens = told.prompt_tokens_details?.cached_tokens;
  const reasoningTokens = told.completion_tokens_details?.reasoning_tokens;
  return {
    type: "usage",
    inputTokens: told.prompt_tokens,
    outputTokens: told.completion_tokens,
    totalTokens: told.total_tokens,
    ...(cachedTokens === undefined ? {} : { cachedTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    exact: true,
  };
}

function params(request: PeerCall["request"]): ChatCompletionCreateParamsStreaming {
  const { messages, tools, temperature, topP, maxTokens, stop, seed } = request;
  return {
    model: request.model ?? "model",
    messages: openaiMessages(messages),
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(stop === undefined ? {} : { stop: typeof stop === "string" ? stop : [...stop] }),
    ...(seed === undefined ? {} : { seed }),
    ...(tools === undefined
      ? {}
      : {
          tools: tools.map(({ name, description = "", parameters }) => ({
            type: "function" as const,
            function: { name, description, parameters: { ...parameters } },
          })),
        }),
  };
}
