import type { Chunk, Tool } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";
import OpenAI from "openai";
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionFunctionTool,
} from "openai/resources/chat/completions";

import { fetchFor } from "./fetch.ts";
import { finishReason, timeoutOf } from "./finish.ts";
import { openaiMessages } from "./messages.ts";
import type { Peer, PeerCall } from "./peer.ts";
import { ToolPieces } from "./tool-pieces.ts";

/** The `openai` client: `chat.completions.create` with `stream: true`. */
export const openai: Peer = {
  name: "openai",
  packages: ["openai"],
  setup: "chat.completions.create, stream with usage, maxRetries 0, timeout from the deadlines",
  supports: { reasoning: false, conversation: false },
  open,
};

/** What its users do with the deltas: text as it comes, the pieces of calls put together at the end. */
async function* open(call: PeerCall): AsyncGenerator<Chunk, undefined> {
  const { request } = call;
  const { signal } = request;
  const stream = await clientOf(call).chat.completions.create(params(request), defined({ signal }));
  const pieces = new ToolPieces();
  let reason: string | undefined;
  for await (const chunk of stream) {
    const [choice] = chunk.choices ?? [];
    if (choice?.delta !== undefined) yield* readDelta(choice.delta, pieces);
    reason = choice?.finish_reason ?? reason;
    if (chunk.usage) yield usage(chunk.usage);
  }
  yield* pieces.calls();
  yield { type: "finish", reason: finishReason(reason) };
  return undefined;
}

function readDelta(delta: ChatCompletionChunk.Choice.Delta, pieces: ToolPieces): Chunk[] {
  const { content, tool_calls: calls = [] } = delta;
  const said = typeof content === "string" && content !== "" ? [content] : [];
  return [
    ...said,
    ...calls.map(({ index, id, function: called }) =>
      pieces.add({ index, id, name: called?.name, args: called?.arguments }),
    ),
  ];
}

function clientOf({ settings, request }: PeerCall): OpenAI {
  return new OpenAI({
    apiKey: settings.apiKey ?? "none",
    baseURL: settings.baseUrl ?? "",
    maxRetries: 0,
    timeout: timeoutOf(settings, request),
    ...defined({ fetch: fetchFor(settings, request.proxy), defaultHeaders: settings.headers }),
  });
}

function usage(told: NonNullable<ChatCompletionChunk["usage"]>): Chunk {
  return {
    type: "usage",
    inputTokens: told.prompt_tokens,
    outputTokens: told.completion_tokens,
    totalTokens: told.total_tokens,
    ...defined({
      cachedTokens: told.prompt_tokens_details?.cached_tokens,
      reasoningTokens: told.completion_tokens_details?.reasoning_tokens,
    }),
    exact: true,
  };
}

function params(request: PeerCall["request"]): ChatCompletionCreateParamsStreaming {
  return {
    model: request.model ?? "model",
    messages: openaiMessages(request.messages),
    stream: true,
    stream_options: { include_usage: true },
    ...defined({
      temperature: request.temperature,
      top_p: request.topP,
      max_tokens: request.maxTokens,
      stop: stopList(request.stop),
      seed: request.seed,
      presence_penalty: request.presencePenalty,
      frequency_penalty: request.frequencyPenalty,
      tools: request.tools?.map(functionTool),
    }),
  };
}

/** A tool as the wire declares it. */
export function functionTool({ name, description, parameters }: Tool): ChatCompletionFunctionTool {
  const described = defined({ description });
  return { type: "function", function: { name, ...described, parameters: { ...parameters } } };
}
