import type { Chunk, ReasoningPart } from "@g4f/core";

import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { asks, reads, says } from "./changed.ts";

const family = "reasoning";

/** Changes what is thought and leaves all else. */
const thoughts = (change: (part: ReasoningPart) => Chunk | undefined): Broken["make"] =>
  says((chunk) =>
    typeof chunk !== "string" && chunk.type === "reasoning" ? change(chunk) : chunk,
  );

export const REASONING: readonly Broken[] = [
  defineBroken({
    name: "thoughts-taken-for-text",
    family,
    bug: {
      url: "https://github.com/kekzl/imp/pull/793",
      what: "streamed reasoning leaks into the content",
    },
    killedBy: "reasoning.not-text",
    make: thoughts(({ text }) => text),
  }),
  defineBroken({
    name: "thoughts-in-tags",
    family,
    bug: {
      url: "https://github.com/MaplePrivacyLabs/Maple/pull/183",
      what: "reasoning is wrapped in <think> tags and mixed into the content",
    },
    killedBy: "unasked.reasoning",
    make: thoughts(({ text }) => `<think>${text}</think>`),
  }),
  defineBroken({
    name: "thoughts-dropped",
    family,
    killedBy: "reasoning.parts",
    make: thoughts(() => undefined),
  }),
  defineBroken({
    name: "thoughts-trimmed",
    family,
    killedBy: "reasoning.letters",
    make: thoughts((part) => ({ ...part, text: part.text.trim() })),
  }),
  defineBroken({
    name: "thoughts-behind-the-text",
    family,
    killedBy: "reasoning.first",
    make: reads(
      class extends ChatReader {
        readonly #held: Chunk[] = [];

        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            if (typeof chunk !== "string" && chunk.type === "reasoning") this.#held.push(chunk);
            else yield chunk;
          }
        }

        override *end(marked: boolean): Generator<Chunk> {
          yield* this.#held;
          yield* super.end(marked);
        }
      },
    ),
  }),
  defineBroken({
    name: "thoughts-as-something-else",
    family,
    killedBy: "reasoning.commit",
    make: thoughts((part) => ({ type: "custom", name: "thinking", data: part.text })),
  }),
  defineBroken({
    name: "thoughts-of-history-refused",
    family,
    killedBy: "reasoning.history",
    make: asks((body, { messages }) => {
      const thought = messages.some((it) => it.role === "assistant" && it.reasoning !== undefined);
      if (thought) throw new TypeError("reasoning is not a field of a message");
      return body;
    }),
  }),
  defineBroken({
    name: "thoughts-before-tools-lost",
    family,
    killedBy: "reasoning.before-tools",
    make: (settings) => {
      const all = new ReferenceProvider(settings);
      const without = thoughts(() => undefined)(settings) as ReferenceProvider;
      return {
        manifest: all.manifest,
        createAsyncGenerator: (request) =>
          (request.tools === undefined ? all : without).createAsyncGenerator(request),
      };
    },
  }),
];
