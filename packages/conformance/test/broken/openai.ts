import type {
  Chunk,
  FinishReason,
  HttpResponse,
  ProviderContext,
  ProviderRequest,
} from "@g4f/core";

import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { asks, reads } from "./changed.ts";

const family = "openai";
type Delta = Parameters<ChatReader["delta"]>[0];
type Parsed = ReturnType<ChatReader["parse"]>;

/** What the wire of one host looks like is taken for the wire. */
export const OPENAI: readonly Broken[] = [
  defineBroken({
    name: "waits-for-done-behind-the-reason",
    family,
    killedBy: "openai.marker.never",
    make: (settings) =>
      new (class extends ReferenceProvider {
        protected override async send(
          request: ProviderRequest,
          context: ProviderContext,
        ): Promise<HttpResponse> {
          const { status, headers, body, framed, ...rest } = await super.send(request, context);
          return { ...rest, status, headers, body, framed, endWithin: () => {} };
        }
      })(settings),
  }),
  defineBroken({
    name: "missing-done-not-told",
    family,
    killedBy: "openai.marker.missing-warned",
    make: reads(
      class extends ChatReader {
        override end(): Generator<Chunk> {
          return super.end(true);
        }
      },
    ),
  }),
  defineBroken({
    name: "unknown-reason-taken-for-stop",
    family,
    killedBy: "openai.finish.unheard-of",
    make: reads(
      class extends ChatReader {
        protected override finishReason(said: string): FinishReason {
          const known = super.finishReason(said);
          return known === "unknown" ? "stop" : known;
        }
      },
    ),
  }),
  defineBroken({
    name: "null-content-as-text",
    family,
    killedBy: "openai.chunk.empty",
    make: reads(
      class extends ChatReader {
        protected override delta(delta: Delta): Generator<Chunk> {
          const { content } = delta;
          return super.delta(content === null ? { ...delta, content: String(content) } : delta);
        }
      },
    ),
  }),
  defineBroken({
    name: "anything-parsed-is-a-chunk",
    family,
    killedBy: "openai.chunk.no-object",
    make: reads(
      class extends ChatReader {
        protected override parse(data: string): Parsed {
          return Object(JSON.parse(data)) as Parsed;
        }
      },
    ),
  }),
  defineBroken({
    name: "calls-without-index-joined",
    family,
    killedBy: "openai.tools.no-index",
    make: reads(
      class extends ChatReader {
        protected override delta(delta: Delta): Generator<Chunk> {
          const calls = delta.tool_calls?.map((call) => ({ ...call, index: call.index ?? 0 }));
          return super.delta(calls === undefined ? delta : { ...delta, tool_calls: calls });
        }
      },
    ),
  }),
  defineBroken({
    name: "arguments-object-printed",
    family,
    killedBy: "openai.tools.arguments-object",
    make: reads(
      class extends ChatReader {
        protected override delta(delta: Delta): Generator<Chunk> {
          const calls = delta.tool_calls?.map((call) => ({
            ...call,
            function: { ...call.function, arguments: printed(call.function?.arguments) },
          }));
          return super.delta(calls === undefined ? delta : { ...delta, tool_calls: calls });
        }
      },
    ),
  }),
  defineBroken({
    name: "calls-left-out-of-history",
    family,
    killedBy: "openai.request.tool-history",
    make: asks((body) => {
      const messages = body["messages"] as readonly Record<string, unknown>[];
      return { ...body, messages: messages.map(({ tool_calls: _calls, ...message }) => message) };
    }),
  }),
  defineBroken({
    name: "usage-not-asked-for",
    family,
    killedBy: "openai.request.usage",
    make: asks(({ stream_options: _options, ...body }) => body),
  }),
  defineBroken({
    name: "form-of-answer-as-plain-json",
    family,
    killedBy: "openai.request.schema",
    make: asks((body) =>
      "response_format" in body ? { ...body, response_format: { type: "json_object" } } : body,
    ),
  }),
];

/** What JavaScript makes of an object that is put into a string. */
function printed(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? "[object Object]" : null;
}
