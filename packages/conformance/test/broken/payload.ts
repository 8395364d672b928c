import { ProviderError, sse, type Chunk, type HttpResponse, type ProviderContext } from "@g4f/core";

import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider, type ReferenceEvent } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";

type ErrorFrom = ProviderContext["errorFrom"];

/** A provider that differs in how it reads one event. */
function reading(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  Reader: new (errorFrom: ErrorFrom) => ChatReader,
): Broken {
  class Reading extends ReferenceProvider {
    protected override reader({ errorFrom }: ProviderContext): ChatReader {
      return new Reader(errorFrom);
    }
  }
  return defineBroken({ ...broken, family: "payload", make: (settings) => new Reading(settings) });
}

/** A provider that differs in how it reads the events of a response. */
function events(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  read: (response: HttpResponse) => AsyncIterable<ReferenceEvent>,
): Broken {
  class Events extends ReferenceProvider {
    protected override events(response: HttpResponse): AsyncIterable<ReferenceEvent> {
      return read(response);
    }
  }
  return defineBroken({ ...broken, family: "payload", make: (settings) => new Events(settings) });
}

/** Providers that misread what an event holds. */
export const PAYLOAD: readonly Broken[] = [
  reading(
    {
      name: "skips-malformed-events",
      killedBy: "payload.malformed",
      bug: {
        url: "https://github.com/tmc/langchaingo/pull/1350",
        what: "lines that are no JSON are skipped, whatever they were",
      },
    },
    class extends ChatReader {
      override *read(event: ReferenceEvent): Generator<Chunk> {
        try {
          yield* super.read(event);
        } catch (error) {
          if (!ProviderError.is(error) || error.code !== "protocol") throw error;
        }
      }
    },
  ),
  reading(
    { name: "quotes-malformed-events", killedBy: "payload.malformed.quoted" },
    class extends ChatReader {
      override *read(event: ReferenceEvent): Generator<Chunk> {
        try {
          yield* super.read(event);
        } catch (error) {
          if (!ProviderError.is(error) || error.code !== "protocol") throw error;
          throw new ProviderError("protocol", `cannot parse ${event.data}`, { phase: "stream" });
        }
      }
    },
  ),
  reading(
    { name: "clones-any-depth", killedBy: "payload.json.too-deep" },
    class extends ChatReader {
      protected override parse(data: string): ReturnType<ChatReader["parse"]> {
        return JSON.parse(data) as ReturnType<ChatReader["parse"]>;
      }
    },
  ),
  reading(
    {
      name: "parses-empty-data",
      killedBy: "framing.data.empty",
      bug: {
        url: "https://github.com/modelcontextprotocol/typescript-sdk/pull/1184",
        what: "an event with empty data is parsed as JSON, and fails",
      },
    },
    class extends ChatReader {
      override *read(event: ReferenceEvent): Generator<Chunk> {
        if (event.data === "") this.parse(event.data);
        yield* super.read(event);
      }
    },
  ),
  reading(
    {
      name: "trims-text",
      killedBy: "bytes.text.blanks",
      bug: {
        url: "https://github.com/langchain4j/langchain4j/issues/5531",
        what: "blanks at either end of a piece are cut off, and words run together",
      },
    },
    class extends ChatReader {
      override *read(event: ReferenceEvent): Generator<Chunk> {
        for (const chunk of super.read(event))
          yield typeof chunk === "string" ? chunk.trim() : chunk;
      }
    },
  ),
  reading(
    { name: "drops-repeated-text", killedBy: "bytes.text.order" },
    class extends ChatReader {
      readonly #seen = new Set<string>();

      override *read(event: ReferenceEvent): Generator<Chunk> {
        for (const chunk of super.read(event)) {
          const short = typeof chunk === "string" ? chunk.slice(0, 3) : "";
          if (short === "" || !this.#seen.has(short)) yield chunk;
          if (short !== "") this.#seen.add(short);
        }
      }
    },
  ),
  reading(
    { name: "drops-control-characters", killedBy: "bytes.text.controls" },
    class extends ChatReader {
      override *read(event: ReferenceEvent): Generator<Chunk> {
        for (const chunk of super.read(event)) {
          yield typeof chunk === "string" ? chunk.replaceAll(/\p{Cc}/gu, "") : chunk;
        }
      }
    },
  ),
  reading(
    { name: "replaces-half-pairs", killedBy: "payload.json.surrogates" },
    class extends ChatReader {
      override *read(event: ReferenceEvent): Generator<Chunk> {
        for (const chunk of super.read(event)) {
          yield typeof chunk === "string" ? chunk.toWellFormed() : chunk;
        }
      }
    },
  ),
  events(
    {
      name: "caps-events-at-1-mib",
      killedBy: "payload.large",
      bug: {
        url: "https://github.com/anomalyco/opencode/issues/36343",
        what: "an event that holds an image is over the cap, and ends the stream",
      },
    },
    (response) => sse(response.body, { maxEventBytes: 1024 * 1024 }),
  ),
  events({ name: "has-no-cap", killedBy: "payload.endless" }, (response) =>
    sse(response.body, { maxEventBytes: 1024 ** 3 }),
  ),
];
