import {
  ProviderError,
  sse,
  type Chunk,
  type HttpResponse,
  type ProviderContext,
  type ProviderRequest,
} from "@g4f/core";

import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider, type ReferenceEvent } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { decoding, StepDecoder } from "./step-decoder.ts";

function ending(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  Provider: new (settings: ConstructorParameters<typeof ReferenceProvider>[0]) => ReferenceProvider,
): Broken {
  return defineBroken({ ...broken, family: "ending", make: (settings) => new Provider(settings) });
}

/** Takes any end for a good one. */
class AnyEnd extends ChatReader {
  override *end(marked: boolean): Generator<Chunk> {
    this.reason ??= "stop";
    yield* super.end(marked);
  }
}

/** Takes the marker for an end that needs no reason. */
class MarkerIsEnough extends ChatReader {
  override *end(marked: boolean): Generator<Chunk> {
    if (marked) this.reason ??= "stop";
    yield* super.end(marked);
  }
}

/** Wants the marker, whatever was said before. */
class MarkerIsNeeded extends ChatReader {
  override *end(marked: boolean): Generator<Chunk> {
    if (!marked) throw new ProviderError("truncated", "no [DONE] came", { phase: "stream" });
    yield* super.end(marked);
  }
}

/** Reads on behind the reason. */
class ReadsOn extends ChatReader {
  override get finished(): boolean {
    return false;
  }
}

/** Providers that take something else for the end of an answer. */
export const ENDING: readonly Broken[] = [
  ending(
    {
      name: "takes-end-of-input-for-a-finish",
      killedBy: "ending.cut.close.fin",
      bug: {
        url: "https://github.com/outsourc-e/hermes-workspace/pull/526",
        what: "a proxy that closes the connection early passes for a complete answer",
      },
    },
    class extends ReferenceProvider {
      protected override reader({ errorFrom }: ProviderContext): ChatReader {
        return new AnyEnd(errorFrom);
      }
    },
  ),
  ending(
    {
      name: "invents-a-stop-after-a-reset",
      killedBy: "ending.cut.chunked.rst",
      bug: {
        url: "https://github.com/BerriAI/litellm/issues/33404",
        what: "a reset in the middle of a stream is told as finish reason stop",
      },
    },
    class extends ReferenceProvider {
      protected override async *generate(
        request: ProviderRequest,
        context: ProviderContext,
      ): AsyncGenerator<Chunk> {
        try {
          yield* super.generate(request, context);
        } catch (error) {
          if (!ProviderError.is(error) || error.code !== "network") throw error;
          yield { type: "finish", reason: "stop" };
        }
      }
    },
  ),
  ending(
    {
      name: "takes-a-marker-for-a-reason",
      killedBy: "ending.marker.without-finish",
      bug: {
        url: "https://github.com/dotflow-io/pycodeloop/issues/64",
        what: "the finish reason is stop unless a chunk says otherwise",
      },
    },
    class extends ReferenceProvider {
      protected override reader({ errorFrom }: ProviderContext): ChatReader {
        return new MarkerIsEnough(errorFrom);
      }
    },
  ),
  ending(
    {
      name: "wants-a-marker-behind-the-reason",
      killedBy: "ending.marker.missing",
      bug: {
        url: "https://github.com/cohere-ai/cohere-python/issues/756",
        what: "a host that sends a finish reason and no [DONE] is waited for without end",
      },
    },
    class extends ReferenceProvider {
      protected override reader({ errorFrom }: ProviderContext): ChatReader {
        return new MarkerIsNeeded(errorFrom);
      }
    },
  ),
  ending(
    {
      name: "matches-the-marker-by-prefix",
      killedBy: "ending.marker.prefix",
      bug: {
        url: "https://github.com/openai/openai-node/issues/2422",
        what: "data that begins with [DONE] ends the stream",
      },
    },
    class extends ReferenceProvider {
      protected override isMarker({ data }: ReferenceEvent): boolean {
        return data.startsWith("[DONE]");
      }
    },
  ),
  ending(
    { name: "finds-the-marker-in-text", killedBy: "bytes.text.naughty" },
    class extends ReferenceProvider {
      protected override isMarker({ data }: ReferenceEvent): boolean {
        return data.includes("[DONE]");
      }
    },
  ),
  ending(
    {
      name: "waits-for-the-connection-to-close",
      killedBy: "ending.after.hang",
      bug: {
        url: "https://github.com/agentscope-ai/agentscope-java/issues/2073",
        what: "[DONE] is filtered out, and the answer ends only when upstream closes the connection",
      },
    },
    class extends ReferenceProvider {
      protected override async *events(response: HttpResponse): AsyncGenerator<ReferenceEvent> {
        const all: ReferenceEvent[] = [];
        for await (const event of sse(response.body)) all.push(event);
        yield* all;
      }
    },
  ),
  ending(
    { name: "reads-on-behind-the-reason", killedBy: "ending.finish.then-content" },
    class extends ReferenceProvider {
      protected override reader({ errorFrom }: ProviderContext): ChatReader {
        return new ReadsOn(errorFrom);
      }
    },
  ),
  ending(
    { name: "reads-on-behind-the-marker", killedBy: "ending.after.content" },
    class extends ReferenceProvider {
      protected override isMarker(): boolean {
        return false;
      }

      protected override async *events(response: HttpResponse): AsyncGenerator<ReferenceEvent> {
        for await (const event of sse(response.body)) if (event.data !== "[DONE]") yield event;
      }

      protected override reader({ errorFrom }: ProviderContext): ChatReader {
        return new ReadsOn(errorFrom);
      }
    },
  ),
  ending(
    { name: "complains-of-a-reset-behind-the-end", killedBy: "ending.after.reset" },
    class extends ReferenceProvider {
      protected override async *events(response: HttpResponse): AsyncGenerator<ReferenceEvent> {
        const all: ReferenceEvent[] = [];
        for await (const event of sse(response.body)) {
          all.push(event);
          if (event.data !== "[DONE]" && all.length < 4) yield event;
        }
        yield* all.slice(3);
      }
    },
  ),
  defineBroken({
    name: "completes-a-half-event-at-the-end",
    family: "ending",
    killedBy: "ending.cut.unfinished-event",
    make: decoding(
      () =>
        new (class extends StepDecoder {
          override *end(): Generator<ReferenceEvent> {
            yield* this.line(this.rest);
            yield* this.line("");
          }
        })(),
    ),
    correct: decoding(),
  }),
];
