import { textOf, type Chunk, type FinishReason, type Message, type ToolCallPart } from "@g4f/core";
import {
  AIMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
  type BaseMessage,
  type UsageMetadata,
} from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";

import { FINISH } from "./openai.ts";
import type { Peer, PeerCall } from "./peer.ts";

/** LangChain.js: `ChatOpenAICompletions.stream`. */
export const langchain: Peer = {
  name: "langchain",
  packages: ["@langchain/openai", "@langchain/core"],
  setup: "ChatOpenAICompletions.stream with streamUsage, maxRetries 0, timeout from the deadlines",
  supports: { reasoning: false, conversation: false },
  open,
};

async function* open({ settings, request }: PeerCall): AsyncGenerator<Chunk, undefined> {
  const { signal, messages, temperature, topP, maxTokens, stop, tools = [] } = request;
  const model = new ChatOpenAICompletions({
    model: request.model ?? "model",
    apiKey: settings.apiKey ?? "none",
    maxRetries: 0,
    timeout: settings.deadlines?.firstEvent ?? 120_000,
    streamUsage: true,
    configuration: {
      baseURL: settings.baseUrl ?? "",
      ...(settings.headers === undefined ? {} : { defaultHeaders: settings.headers }),
    },
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  });
  const stream = await model.stream(messages.map(baseMessage), {
    ...(signal === undefined ? {} : { signal }),
    ...(stop === undefined ? {} : { stop: typeof stop === "string" ? [stop] : [...stop] }),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description = "", parameters }) => ({
            type: "function" as const,
            function: { name, description, parameters: { ...parameters } },
          })),
        }),
  });
  const calls: { id: string; name: string; arguments: string }[] = [];
  let reason: FinishReason = "unknown";
  for await (const chunk of stream) {
    const text = textOf(chunk.content);
    if (text !== "") yield text;
    for (const { index = 0, id, name, args = "" } of chunk.tool_call_chunks ?? []) {
      const call = (calls[index] ??= { id: "", name: "", arguments: "" });
      call.id ||= id ?? "";
      call.name ||= name ?? "";
      call.arguments += args;
      yield { type: "tool-call-delta", index, argumentsDelta: args };
    }
    const told: unknown = chunk.response_metadata["finish_reason"];
    if (typeof told === "string") reason = FINISH[told] ?? "unknown";
    // Its type says that there is none; it is there.
    const usage = Reflect.get(chunk, "usage_metadata") as UsageMetadata | undefined;
    if (usage !== undefined) {
      const cachedTokens = usage.input_token_details?.cache_read;
      const reasoningTokens = usage.output_token_details?.reasoning;
      yield {
        type: "usage",
        inputTokens: usage.input_tokens,
        outputTokens: usage.output_tokens,
        totalTokens: usage.total_tokens,
        ...(cachedTokens === undefined ? {} : { cachedTokens }),
        ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
        exact: true,
      };
    }
  }
  yield* calls.map((call, index): ToolCallPart => ({ type: "tool-call", ...call, index }));
  yield { type: "finish", reason };
  return undefined;
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
