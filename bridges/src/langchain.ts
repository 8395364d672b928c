import { textOf, type Chunk, type Message } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";
import {
  AIMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
  type BaseMessage,
  type UsageMetadata,
} from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";

import { fetchFor } from "./fetch.ts";
import { finishReason, timeoutOf } from "./finish.ts";
import { functionTool } from "./openai.ts";
import type { Peer, PeerCall } from "./peer.ts";
import { ToolPieces } from "./tool-pieces.ts";

/** LangChain.js: `ChatOpenAICompletions.stream`. */
export const langchain: Peer = {
  name: "langchain",
  packages: ["@langchain/openai", "@langchain/core"],
  setup: "ChatOpenAICompletions.stream with streamUsage, maxRetries 0, timeout from the deadlines",
  supports: { reasoning: false, conversation: false },
  open,
};

async function* open(call: PeerCall): AsyncGenerator<Chunk, undefined> {
  const { messages, signal, stop, seed, tools } = call.request;
  const stream = await modelOf(call).stream(
    messages.map(baseMessage),
    defined({ signal, seed, stop: stopList(stop), tools: tools?.map(functionTool) }),
  );
  const pieces = new ToolPieces();
  let reason: unknown;
  for await (const chunk of stream) {
    const text = textOf(chunk.content);
    if (text !== "") yield text;
    for (const { index = 0, ...piece } of chunk.tool_call_chunks ?? []) {
      yield pieces.add({ index, ...piece });
    }
    reason = chunk.response_metadata["finish_reason"] ?? reason;
    // Its type says that there is none; it is there.
    const usage: unknown = Reflect.get(chunk, "usage_metadata");
    if (usage !== undefined) yield usagePart(usage as UsageMetadata);
  }
  yield* pieces.calls();
  yield { type: "finish", reason: finishReason(reason) };
  return undefined;
}

function modelOf({ settings, request }: PeerCall): ChatOpenAICompletions {
  const { temperature, topP, maxTokens, presencePenalty, frequencyPenalty } = request;
  return new ChatOpenAICompletions({
    model: request.model ?? "model",
    apiKey: settings.apiKey ?? "none",
    maxRetries: 0,
    timeout: timeoutOf(settings, request),
    streamUsage: true,
    configuration: {
      baseURL: settings.baseUrl ?? "",
      ...defined({ fetch: fetchFor(settings, request.proxy), defaultHeaders: settings.headers }),
    },
    ...defined({ temperature, topP, maxTokens, presencePenalty, frequencyPenalty }),
  });
}

function usagePart(usage: UsageMetadata): Chunk {
  return {
    type: "usage",
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    totalTokens: usage.total_tokens,
    ...defined({
      cachedTokens: usage.input_token_details?.cache_read,
      reasoningTokens: usage.output_token_details?.reasoning,
    }),
    exact: true,
  };
}

function baseMessage(message: Message): BaseMessage {
  const content = textOf(message.content ?? "");
  if (message.role === "tool") {
    return new ToolMessage({ content, tool_call_id: message.toolCallId ?? "" });
  }
  if (message.role === "user") return new HumanMessage(content);
  if (message.role !== "assistant") return new SystemMessage(content);
  return new AIMessage({
    content,
    tool_calls: (message.toolCalls ?? []).map(({ id, name, arguments: args }) => ({
      id,
      name,
      args: JSON.parse(args) as Record<string, unknown>,
      type: "tool_call",
    })),
  });
}
