import { parseJson, type Chunk, type ToolCallPart } from "@g4f/core";

import type { Create } from "../../src/case.ts";
import { ChatReader } from "../reference/chat-reader.ts";
import { ToolCalls, type WireToolCall } from "../reference/tool-calls.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { asks, reads, says, without } from "./changed.ts";

const family = "tools";

/** The reference provider with calls put together otherwise. */
function assembles(Assembler: new () => ToolCalls): Create {
  return reads(
    class extends ChatReader {
      protected override readonly toolCalls: ToolCalls = new Assembler();
    },
  );
}

/** Changes each piece before it is put to the others. */
function pieces(change: (piece: WireToolCall) => WireToolCall): Create {
  return assembles(
    class extends ToolCalls {
      override add(piece: WireToolCall): ReturnType<ToolCalls["add"]> {
        return super.add(change(piece));
      }
    },
  );
}

/** Changes each call when it is complete. */
function whole(change: (call: ToolCallPart) => ToolCallPart): Create {
  return assembles(
    class extends ToolCalls {
      override *complete(): Generator<ToolCallPart> {
        for (const call of super.complete()) yield change(call);
      }
    },
  );
}

/** Closes what is open, and never says so. */
class Mends extends ToolCalls {
  #text = "";
  #index = 0;

  override add(piece: WireToolCall): ReturnType<ToolCalls["add"]> {
    const delta = super.add(piece);
    this.#text += delta.argumentsDelta;
    this.#index = delta.index;
    return delta;
  }

  override *complete(): Generator<ToolCallPart> {
    if (this.#text !== "" && !parses(this.#text)) {
      super.add({ index: this.#index, function: { arguments: ' "": null}' } });
    }
    yield* super.complete();
  }
}

/** Hands a call over with its first piece. */
class HandsOverHalves extends ChatReader {
  override *read(event: { readonly data: string }): Generator<Chunk> {
    for (const chunk of super.read(event)) {
      yield chunk;
      if (typeof chunk === "string" || chunk.type !== "tool-call-delta") continue;
      const { index, id = "", name = "", argumentsDelta } = chunk;
      yield { type: "tool-call", index, id, name, arguments: argumentsDelta };
    }
  }
}

function parses(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

export const TOOLS: readonly Broken[] = [
  defineBroken({
    name: "index-of-piece-ignored",
    family,
    bug: {
      url: "https://github.com/continuedev/continue/issues/13223",
      what: "a piece without an id is put to the call that came last",
    },
    killedBy: "tools.side-by-side",
    make: pieces((piece) => without(piece, "index")),
  }),
  defineBroken({
    name: "first-call-only",
    family,
    bug: {
      url: "https://github.com/endolith/open-interpreter/issues/315",
      what: "only the first of several calls is handed over, the others are dropped",
    },
    killedBy: "tools.one-after-another",
    make: says((chunk) =>
      typeof chunk !== "string" && chunk.type.startsWith("tool-call") && "index" in chunk
        ? chunk.index === 0
          ? chunk
          : undefined
        : chunk,
    ),
  }),
  defineBroken({
    name: "calls-of-one-turn-merged",
    family,
    bug: {
      url: "https://github.com/maximhq/bifrost/issues/1829",
      what: "pieces of parallel calls are merged into one",
    },
    killedBy: "tools.one-after-another",
    make: pieces((piece) => ({ ...piece, index: 0 })),
  }),
  defineBroken({
    name: "arguments-written-again",
    family,
    bug: {
      url: "https://github.com/earendil-works/pi/issues/8943",
      what: "integers above 2^53 in arguments are rounded by JSON.parse",
    },
    killedBy: "tools.digits",
    make: whole((call) => ({ ...call, arguments: JSON.stringify(JSON.parse(call.arguments)) })),
  }),
  defineBroken({
    name: "arguments-mended-in-silence",
    family,
    bug: {
      url: "https://github.com/cline/cline/issues/13001",
      what: "arguments that were cut are repaired into valid JSON and executed",
    },
    killedBy: "tools.malformed",
    make: assembles(Mends),
  }),
  defineBroken({
    name: "name-taken-for-id",
    family,
    bug: {
      url: "https://github.com/TanStack/ai/pull/199",
      what: "two calls of one function get the same id, its name",
    },
    killedBy: "tools.same-tool-twice",
    make: whole((call) => ({ ...call, id: call.name })),
  }),
  defineBroken({
    name: "no-id-of-its-own",
    family,
    bug: {
      url: "https://github.com/earendil-works/pi/issues/9057",
      what: "calls without an id are given the same one",
    },
    killedBy: "tools.no-id",
    make: whole((call) => (/^call_\d$/.test(call.id) ? { ...call, id: "undefined" } : call)),
  }),
  defineBroken({
    name: "nothing-is-no-arguments",
    family,
    bug: {
      url: "https://github.com/openai/openai-agents-js/issues/664",
      what: "a call with empty arguments fails as JSON that does not parse",
    },
    killedBy: "tools.no-arguments",
    make: reads(
      class extends ChatReader {
        #text = "";

        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            if (typeof chunk !== "string" && chunk.type === "tool-call-delta") {
              this.#text += chunk.argumentsDelta;
            }
            yield chunk;
          }
        }

        override *end(marked: boolean): Generator<Chunk> {
          if (this.reason === "tool-calls") parseJson(this.#text);
          yield* super.end(marked);
        }
      },
    ),
  }),
  defineBroken({
    name: "stop-with-calls",
    family,
    bug: {
      url: "https://github.com/BerriAI/litellm/pull/21577",
      what: "a streamed answer that calls tools ends with stop",
    },
    killedBy: "tools.reason",
    make: says((chunk) =>
      typeof chunk !== "string" && chunk.type === "finish"
        ? { type: "finish", reason: "stop" }
        : chunk,
    ),
  }),
  defineBroken({
    name: "last-piece-wins",
    family,
    killedBy: "tools.pieces",
    make: reads(
      class extends ChatReader {
        #last = "";

        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            if (typeof chunk !== "string" && chunk.type === "tool-call-delta") {
              this.#last = chunk.argumentsDelta;
            }
            yield chunk;
          }
        }

        override *end(marked: boolean): Generator<Chunk> {
          for (const chunk of super.end(marked)) {
            const isCall = typeof chunk !== "string" && chunk.type === "tool-call";
            yield isCall ? { ...chunk, arguments: this.#last } : chunk;
          }
        }
      },
    ),
  }),
  defineBroken({
    name: "half-a-call-handed-over",
    family,
    killedBy: "tools.cut",
    make: reads(HandsOverHalves),
  }),
  defineBroken({
    name: "text-dropped-beside-calls",
    family,
    killedBy: "tools.with-text",
    make: (settings) => {
      const drops = says((chunk) => (typeof chunk === "string" ? undefined : chunk));
      return drops(settings);
    },
  }),
  defineBroken({
    name: "calls-taken-for-text",
    family,
    killedBy: "tools.not-in-text",
    make: reads(
      class extends ChatReader {
        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            yield chunk;
            if (typeof chunk !== "string" && chunk.type === "tool-call-delta") {
              yield chunk.argumentsDelta;
            }
          }
        }
      },
    ),
  }),
  defineBroken({
    name: "pieces-shown-twice",
    family,
    killedBy: "tools.deltas",
    make: reads(
      class extends ChatReader {
        override *read(event: { readonly data: string }): Generator<Chunk> {
          for (const chunk of super.read(event)) {
            yield chunk;
            if (typeof chunk !== "string" && chunk.type === "tool-call-delta") yield chunk;
          }
        }
      },
    ),
  }),
  defineBroken({
    name: "tools-not-offered",
    family,
    killedBy: "tools.offered",
    make: asks((body) => without(body, "tools")),
  }),
  defineBroken({
    name: "answer-of-tool-left-out",
    family,
    killedBy: "tools.answered",
    make: asks((body) => ({
      ...body,
      messages: (body["messages"] as { role: string }[]).filter(({ role }) => role !== "tool"),
    })),
  }),
  defineBroken({
    name: "calls-that-nobody-asked-for-lost",
    family: "unasked",
    killedBy: "unasked.tool-calls",
    make: says((chunk) =>
      typeof chunk !== "string" && chunk.type.startsWith("tool-call") ? undefined : chunk,
    ),
  }),
  defineBroken({
    name: "calls-lost-and-nothing-left",
    family: "unasked",
    killedBy: "unasked.tool-calls.alone",
    make: says((chunk) => {
      if (typeof chunk === "string") return chunk;
      if (chunk.type.startsWith("tool-call")) return undefined;
      return chunk.type === "finish" ? { type: "finish", reason: "unknown" } : chunk;
    }),
  }),
];
