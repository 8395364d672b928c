// How it works: https://doi.org/10.1145/365153.365168 (Weizenbaum, Communications of the ACM, 1966).
import { AsyncGeneratorProvider, defineManifest, textOf } from "@g4f/core";
import type {
  Chunk,
  Messages,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
} from "@g4f/core";

import { pause } from "./engine/pause.ts";

/** What {@link Eliza} takes beside the common fields, of which it heeds `seed`. */
export interface ElizaOptions {
  /** Ms between two words, for demonstrations of streaming; 0 to 60 000. Default: 0. */
  readonly delayMs?: number;
}

/**
 * An offline rule program in the manner of Weizenbaum's ELIZA: no key, no model, no network. The
 * same messages with the same `seed` give the same answer. It streams word by word and reports as
 * usage the number of words, as an estimate of tokens.
 */
export class Eliza extends AsyncGeneratorProvider<ElizaOptions> {
  static override readonly manifest: ProviderManifest = defineManifest({
    contract: 1,
    name: "Eliza",
    url: "https://en.wikipedia.org/wiki/ELIZA",
    working: true,
    needsAuth: false,
    defaultModel: "eliza",
    models: { open: false, known: ["eliza"] },
    supports: {
      messageHistory: true,
      seed: true,
      systemMessage: false,
      imageInput: false,
      fileInput: false,
      audioInput: false,
      tools: false,
      schema: false,
      reasoningEffort: false,
      temperature: false,
      topP: false,
      topK: false,
      maxTokens: false,
      stop: false,
      presencePenalty: false,
      frequencyPenalty: false,
    },
    terminator: "finish",
    options: {
      delayMs: {
        type: "integer",
        minimum: 0,
        maximum: 60_000,
        default: 0,
        description: "Ms between two words.",
      },
    },
  });

  protected override async *generate(
    request: ProviderRequest<ElizaOptions>,
    { signal }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { messages, seed = 0, delayMs = 0 } = request;
    // The script is loaded with the first question, not with every program that might ask one.
    const { reply } = await import("./reply.ts");
    const words = reply(messages, { seed }).match(/\S+\s*/gu) ?? [];
    for (const [index, word] of words.entries()) {
      if (delayMs > 0 && index > 0) await pause(delayMs, signal);
      yield word;
    }
    const inputTokens = wordsOf(messages);
    const outputTokens = words.length;
    const totalTokens = inputTokens + outputTokens;
    yield { type: "usage", inputTokens, outputTokens, totalTokens, exact: false };
    yield { type: "finish", reason: "stop" };
  }
}

function wordsOf(messages: Messages): number {
  return messages.reduce(
    (sum, { content }) => sum + (textOf(content).match(/\S+/gu)?.length ?? 0),
    0,
  );
}
