import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { textOf, type Chunk, type Message, type ToolCallPart } from "@g4f/core";
import { jsonSchema, streamText, tool, type JSONSchema7, type ModelMessage } from "ai";

import { FINISH } from "./openai.ts";
import type { Peer, PeerCall } from "./peer.ts";

/** The Vercel AI SDK: `streamText` over an OpenAI-compatible model, read as `fullStream`. */
export const aiSdk: Peer = {
  name: "ai-sdk",
  packages: ["ai", "@ai-sdk/openai-compatible"],
  setup:
    "streamText().fullStream over createOpenAICompatible with usage, maxRetries 0, chunk timeouts",
  supports: { conversation: false },
  open,
};

async function* open({ settings, request }: PeerCall): AsyncGenerator<Chunk, undefined> {
  const provider = createOpenAICompatible({
    name: "peer",
    baseURL: settings.baseUrl ?? "",
    includeUsage: true,
    ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    ...(settings.headers === undefined ? {} : { headers: { ...settings.headers } }),
  });
  const { signal, messages, temperature, topP, maxTokens, stop, seed, tools = [] } = request;
  const { firstEvent, idle, total } = settings.deadlines ?? {};
  const stream = streamText({
    model: provider.chatModel(request.model ?? "model"),
    messages: messages.map(modelMessage),
    allowSystemInMessages: true,
    maxRetries: 0,
    // Without it the library prints every error; it is in the stream too.
    onError: () => {},
    timeout: {
      ...(total === undefined ? {} : { totalMs: total }),
      ...(firstEvent === undefined && idle === undefined
        ? {}
        : { chunkMs: Math.max(firstEvent ?? 0, idle ?? 0) }),
    },
    ...(signal === undefined ? {} : { abortSignal: signal }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxOutputTokens: maxTokens }),
    ...(stop === undefined ? {} : { stopSequences: typeof stop === "string" ? [stop] : [...stop] }),
    ...(seed === undefined ? {} : { seed }),
    ...(tools.length === 0
      ? {}
      : {
          tools: Object.fromEntries(
            tools.map(({ name, description = "", parameters }) => [
              name,
              tool({ description, inputSchema: jsonSchema(parameters as JSONSchema7) }),
            ]),
          ),
        }),
  });
  const indexes = new Map<string, number>();
  const written = new Map<string, string>();
  const indexOf = (id: string): number => {
    if (!indexes.has(id)) indexes.set(id, indexes.size);
    return indexes.get(id) ?? 0;
  };
  for await (const part of stream.fullStream) {
    switch (part.type) {
      case "text-delta":
        yield part.text;
        break;
      case "reasoning-delta":
        yield { type: "reasoning", text: part.text };
        break;
      case "tool-input-start":
        indexOf(part.id);
        break;
      case "tool-input-delta":
        written.set(part.id, (written.get(part.id) ?? "") + part.delta);
        yield { type: "tool-call-delta", index: indexOf(part.id), argumentsDelta: part.delta };
        break;
      case "tool-call": {
        const { toolCallId: id, toolName: name } = part;
        const call: ToolCallPart = {
          type: "tool-call",
          id,
          name,
          arguments: written.get(id) ?? JSON.stringify(part.input),
          index: indexOf(id),
        };
        yield call;
        break;
      }
      case "error":
        throw part.error;
      case "abort":
        throw new DOMException("aborted", "AbortError");
      case "finish": {
        const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails } =
          part.totalUsage;
        if (inputTokens !== undefined || outputTokens !== undefined) {
          yield {
            type: "usage",
            ...(inputTokens === undefined ? {} : { inputTokens }),
            ...(outputTokens === undefined ? {} : { outputTokens }),
            ...(inputTokenDetails.cacheReadTokens === undefined
              ? {}
              : { cachedTokens: inputTokenDetails.cacheReadTokens }),
            ...(outputTokenDetails.reasoningTokens === undefined
              ? {}
              : { reasoningTokens: outputTokenDetails.reasoningTokens }),
            exact: true,
          };
        }
        yield { type: "finish", reason: FINISH[part.finishReason] ?? "unknown" };
        break;
      }
      default:
    }
  }
  return undefined;
}

function modelMessage(message: Message): ModelMessage {
  const text = textOf(message.content ?? "");
  if (message.role === "tool") {
    return {
      role: "tool",
      content: [
        {
          type: "tool-result",
          toolCallId: message.toolCallId ?? "",
          toolName: message.name ?? "tool",
          output: { type: "text", value: text },
        },
      ],
    };
  }
  if (message.role === "user") return { role: "user", content: text };
  if (message.role !== "assistant") return { role: "system", content: text };
  const calls = message.toolCalls ?? [];
  return {
    role: "assistant",
    content: [
      ...(text === "" ? [] : [{ type: "text" as const, text }]),
      ...calls.map(({ id, name, arguments: args }) => ({
        type: "tool-call" as const,
        toolCallId: id,
        toolName: name,
        input: JSON.parse(args) as unknown,
      })),
    ],
  };
}
