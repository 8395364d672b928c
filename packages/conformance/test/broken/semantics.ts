import type { Chunk, FinishReason, UsagePart } from "@g4f/core";

import { ChatReader } from "../reference/chat-reader.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { reads, says } from "./changed.ts";

const family = "semantics";

/** Changes text and leaves all else. */
const textual =
  (change: (text: string) => string | undefined) =>
  (chunk: Chunk): Chunk | undefined =>
    typeof chunk === "string" ? change(chunk) : chunk;

/** Changes the reason of the end. */
const ends = (map: (reason: FinishReason) => FinishReason): Broken["make"] =>
  says((chunk) =>
    typeof chunk !== "string" && chunk.type === "finish"
      ? { type: "finish", reason: map(chunk.reason) }
      : chunk,
  );

/** Changes what is told of tokens. */
const counts = (change: (usage: UsagePart) => UsagePart | undefined): Broken["make"] =>
  says((chunk) => (typeof chunk !== "string" && chunk.type === "usage" ? change(chunk) : chunk));

export const SEMANTICS: readonly Broken[] = [
  defineBroken({
    name: "blank-pieces-dropped",
    family,
    bug: {
      url: "https://github.com/waybarrios/vllm-mlx/issues/431",
      what: "pieces of nothing but blanks are dropped, and paragraphs run together",
    },
    killedBy: "bytes.text.blanks",
    make: says(textual((text) => (text.trim() === "" ? undefined : text))),
  }),
  defineBroken({
    name: "repeated-pieces-dropped",
    family,
    killedBy: "semantics.text.repeated-pieces",
    make: reads(
      class extends ChatReader {
        #last = "";

        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            if (typeof chunk === "string" && chunk !== "" && chunk === this.#last) continue;
            if (typeof chunk === "string") this.#last = chunk;
            yield chunk;
          }
        }
      },
    ),
  }),
  defineBroken({
    name: "filter-taken-for-stop",
    family,
    bug: {
      url: "https://github.com/BerriAI/litellm/issues/40857",
      what: "an answer that a filter ended arrives like an ordinary one",
    },
    killedBy: "semantics.finish.content-filter",
    make: ends((reason) => (reason === "content-filter" ? "stop" : reason)),
  }),
  defineBroken({
    name: "length-taken-for-stop",
    family,
    killedBy: "semantics.finish.length",
    make: ends((reason) => (reason === "length" ? "stop" : reason)),
  }),
  defineBroken({
    name: "stop-taken-for-unknown",
    family,
    killedBy: "semantics.finish.stop",
    make: ends(() => "unknown"),
  }),
  defineBroken({
    name: "nothing-taken-for-an-answer",
    family,
    killedBy: "ending.empty",
    make: ends((reason) => (reason === "stop" ? "length" : reason)),
  }),
  defineBroken({
    name: "usage-added-up",
    family: "usage",
    bug: {
      url: "https://github.com/pydantic/pydantic-ai/issues/2770",
      what: "counts that grow over a stream are added, which doubles the input",
    },
    killedBy: "usage.repeated",
    make: reads(
      class extends ChatReader {
        #input = 0;

        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            if (typeof chunk === "string" || chunk.type !== "usage") yield chunk;
            else yield { ...chunk, inputTokens: (this.#input += chunk.inputTokens ?? 0) };
          }
        }
      },
    ),
  }),
  defineBroken({
    name: "usage-behind-the-end-lost",
    family: "usage",
    bug: {
      url: "https://github.com/zavora-ai/adk-rust/pull/645",
      what: "usage in a last chunk without choices is skipped",
    },
    killedBy: "usage.after-finish",
    make: reads(
      class extends ChatReader {
        override *read(event: { readonly data: string }): Generator<Chunk> {
          if (!this.finished) yield* super.read(event);
        }
      },
    ),
  }),
  defineBroken({
    name: "zero-tokens-lost",
    family: "usage",
    killedBy: "usage.zero",
    make: counts(({ inputTokens, outputTokens }) => ({
      type: "usage",
      exact: true,
      ...(inputTokens ? { inputTokens } : {}),
      ...(outputTokens ? { outputTokens } : {}),
    })),
  }),
  defineBroken({
    name: "cached-tokens-counted-twice",
    family: "usage",
    bug: {
      url: "https://github.com/symfony/ai/pull/2178",
      what: "prompt and cache tokens of a stream are counted twice",
    },
    killedBy: "usage.cached",
    make: counts((usage) => ({
      ...usage,
      inputTokens: (usage.inputTokens ?? 0) + (usage.cachedTokens ?? 0),
    })),
  }),
  defineBroken({
    name: "reasoning-tokens-left-out",
    family: "usage",
    killedBy: "usage.reasoning",
    make: counts((usage) => ({
      ...usage,
      outputTokens: (usage.outputTokens ?? 0) - (usage.reasoningTokens ?? 0),
    })),
  }),
  defineBroken({
    name: "total-of-its-own",
    family: "usage",
    killedBy: "usage.total",
    make: counts((usage) => ({ ...usage, totalTokens: (usage.outputTokens ?? 0) * 2 })),
  }),
  defineBroken({
    name: "guess-taken-for-a-count",
    family: "usage",
    killedBy: "usage.not-counted",
    make: reads(
      class extends ChatReader {
        override *end(marked: boolean): Generator<Chunk> {
          yield { type: "usage", inputTokens: 1, outputTokens: 1, exact: true };
          yield* super.end(marked);
        }
      },
    ),
  }),
  defineBroken({
    name: "usage-taken-for-text",
    family: "usage",
    killedBy: "usage.no-text",
    make: reads(
      class extends ChatReader {
        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            yield chunk;
            if (typeof chunk !== "string" && chunk.type === "usage") yield "\u200B";
          }
        }
      },
    ),
  }),
];
