import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { Chunk, Tool } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";
import {
  jsonSchema,
  streamText,
  tool,
  type JSONSchema7,
  type TextStreamPart,
  type ToolSet,
} from "ai";

import { modelMessage } from "./ai-sdk-messages.ts";
import { fetchFor } from "./fetch.ts";
import { finishReason } from "./finish.ts";
import type { Peer, PeerCall } from "./peer.ts";

/** The Vercel AI SDK: `streamText` over an OpenAI-compatible model, read as `fullStream`. */
export const aiSdk: Peer = {
  name: "ai-sdk",
  packages: ["ai", "@ai-sdk/openai-compatible"],
  setup:
    "streamText().fullStream over createOpenAICompatible with usage, maxRetries 0, timeouts from the deadlines",
  supports: { conversation: false },
  open,
};

async function* open(call: PeerCall): AsyncGenerator<Chunk, undefined> {
  const pieces = new Pieces();
  for await (const part of streamOf(call).fullStream) yield* pieces.read(part);
  return undefined;
}

function streamOf({ settings, request }: PeerCall): ReturnType<typeof streamText<ToolSet>> {
  const provider = createOpenAICompatible({
    name: "peer",
    baseURL: settings.baseUrl ?? "",
    includeUsage: true,
    ...defined({
      apiKey: settings.apiKey,
      fetch: fetchFor(settings, request.proxy),
      headers: settings.headers === undefined ? undefined : { ...settings.headers },
    }),
  });
  const { temperature, topP, seed, presencePenalty, frequencyPenalty } = request;
  return streamText<ToolSet>({
    model: provider.chatModel(request.model ?? "model"),
    messages: request.messages.map(modelMessage),
    allowSystemInMessages: true,
    maxRetries: 0,
    // Without it the library prints every error; it is in the stream too.
    onError: () => {},
    timeout: timeouts(settings.deadlines, request.deadlines),
    ...defined({
      abortSignal: request.signal,
      maxOutputTokens: request.maxTokens,
      stopSequences: stopList(request.stop),
      tools: request.tools === undefined ? undefined : toolSet(request.tools),
      temperature,
      topP,
      seed,
      presencePenalty,
      frequencyPenalty,
    }),
  });
}

type Deadlines = PeerCall["request"]["deadlines"];

function timeouts(own: Deadlines, asked: Deadlines): { totalMs?: number; chunkMs?: number } {
  const { firstEvent, idle, total } = { ...own, ...asked };
  const chunkMs = firstEvent ?? idle;
  return defined({ totalMs: total, chunkMs });
}

function toolSet(tools: readonly Tool[]): ToolSet {
  return Object.fromEntries(
    tools.map(({ name, description = "", parameters }) => [
      name,
      tool({ description, inputSchema: jsonSchema(parameters as JSONSchema7) }),
    ]),
  );
}

/** The parts of the library in the words of the contract. */
class Pieces {
  readonly #written = new Map<string, string>();

  read(part: TextStreamPart<ToolSet>): Chunk[] {
    if (part.type === "text-delta") return [part.text];
    if (part.type === "reasoning-delta") return [{ type: "reasoning", text: part.text }];
    if (part.type === "tool-input-start") this.#written.set(part.id, "");
    if (part.type === "tool-input-delta") return [this.#delta(part.id, part.delta)];
    if (part.type === "tool-call") {
      const { toolCallId: id, toolName: name, input } = part;
      const args = this.#written.get(id) ?? JSON.stringify(input);
      return [{ type: "tool-call", id, name, arguments: args, index: this.#indexOf(id) }];
    }
    if (part.type === "error") throw part.error;
    if (part.type === "abort") throw new DOMException("aborted", "AbortError");
    if (part.type !== "finish") return [];
    const finish: Chunk = { type: "finish", reason: finishReason(part.finishReason) };
    return [...usageOf(part.totalUsage), finish];
  }

  #delta(id: string, delta: string): Chunk {
    this.#written.set(id, (this.#written.get(id) ?? "") + delta);
    return { type: "tool-call-delta", index: this.#indexOf(id), argumentsDelta: delta };
  }

  #indexOf(id: string): number {
    return [...this.#written.keys()].indexOf(id);
  }
}

type TotalUsage = Extract<TextStreamPart<ToolSet>, { readonly type: "finish" }>["totalUsage"];

function usageOf(usage: TotalUsage): Chunk[] {
  const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return [];
  const told = defined({
    inputTokens,
    outputTokens,
    cachedTokens: inputTokenDetails.cacheReadTokens,
    reasoningTokens: outputTokenDetails.reasoningTokens,
  });
  return [{ type: "usage", ...told, exact: true }];
}
