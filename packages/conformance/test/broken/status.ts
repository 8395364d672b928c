import {
  ProviderError,
  type Chunk,
  type HttpResponse,
  type ProviderContext,
  type ProviderRequest,
} from "@g4f/core";

import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider, type ReferenceEvent } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { changed, Rethrowing, type Rethrow } from "./rethrowing.ts";
import { decoding, StepDecoder } from "./step-decoder.ts";

/** A provider that tells the errors of its request wrongly. */
function telling(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  rethrow: Rethrow,
): Broken {
  class Telling extends Rethrowing {
    protected override rethrow(error: ProviderError): ProviderError {
      return rethrow(error);
    }
  }
  return defineBroken({ ...broken, family: "status", make: (settings) => new Telling(settings) });
}

/** Asks again, whatever went wrong, as a client with a retry layer of its own does. */
class AsksAgain extends ReferenceProvider {
  protected override async send(
    request: ProviderRequest,
    context: ProviderContext,
  ): Promise<HttpResponse> {
    try {
      return await super.send(request, context);
    } catch {
      return await super.send(request, context);
    }
  }
}

/** Follows a redirect, with all that it sends. */
class Follows extends ReferenceProvider {
  protected override async send(
    request: ProviderRequest,
    { http }: ProviderContext,
  ): Promise<HttpResponse> {
    const body = this.body(request);
    const response = await http.post("/chat/completions", body, { accept: [301, 302, 303, 307] });
    const { location } = response.headers;
    return location === undefined ? response : await http.post(location, body);
  }
}

/** Knows no error events. */
class Deaf extends ChatReader {
  override *read({ data }: ReferenceEvent): Generator<Chunk> {
    if (!data.includes('"error"')) yield* super.read({ data });
  }
}

/** Gives errors in a stream one code for all. */
class OneCode extends ChatReader {
  override *read(event: ReferenceEvent): Generator<Chunk> {
    try {
      yield* super.read(event);
    } catch (error) {
      throw ProviderError.is(error) ? changed(error, "upstream") : error;
    }
  }
}

/** Tells an error in a stream without what it says of another try. */
class NoHints extends ChatReader {
  override *read(event: ReferenceEvent): Generator<Chunk> {
    try {
      yield* super.read(event);
    } catch (error) {
      if (!ProviderError.is(error)) throw error;
      throw new ProviderError(error.code, error.message, { phase: error.phase });
    }
  }
}

/** Hands an error of a stream out as text. */
class Aloud extends ChatReader {
  override *read(event: ReferenceEvent): Generator<Chunk> {
    try {
      yield* super.read(event);
    } catch (error) {
      yield `Error: ${String(error)}`;
      this.reason = "stop";
    }
  }
}

function inBand(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  Reader: new (errorFrom: ProviderContext["errorFrom"]) => ChatReader,
): Broken {
  class Reading extends ReferenceProvider {
    protected override reader({ errorFrom }: ProviderContext): ChatReader {
      return new Reader(errorFrom);
    }
  }
  return defineBroken({ ...broken, family: "in-band", make: (settings) => new Reading(settings) });
}

/** Providers that misread what upstream says went wrong. */
export const STATUS: readonly Broken[] = [
  telling({ name: "loses-the-status", killedBy: "status.401" }, (error) => {
    const { message, phase } = error;
    return new ProviderError("upstream", message, { phase });
  }),
  telling(
    {
      name: "takes-quota-for-a-rate-limit",
      killedBy: "status.body.quota",
      bug: {
        url: "https://github.com/langchain-ai/langchainjs/issues/1929",
        what: "an account without money is asked again and again",
      },
    },
    (error) => (error.code === "quota" ? changed(error, "rate_limit") : error),
  ),
  telling({ name: "judges-by-the-status-alone", killedBy: "status.body.context-length" }, (error) =>
    error.status === 400 ? changed(error, "invalid_request") : error,
  ),
  telling(
    {
      name: "takes-seconds-for-milliseconds",
      killedBy: "status.retry-after.seconds",
      bug: {
        url: "https://github.com/Azure/azure-sdk-for-net/pull/5268",
        what: "retry-after is read as milliseconds: a thousand times too soon",
      },
    },
    (error) => changed(error, error.code, { retryAfterMs: (error.retryAfterMs ?? 0) / 1000 }),
  ),
  telling({ name: "retries-what-cannot-help", killedBy: "status.400" }, (error) =>
    changed(error, error.code, { retryable: true }),
  ),
  telling({ name: "drops-the-message", killedBy: "status.message" }, (error) => {
    const { code, phase, status = 0, retryable } = error;
    return new ProviderError(code, `status ${status}`, { phase, status, retryable });
  }),
  telling({ name: "shows-markup-in-messages", killedBy: "status.page" }, (error) => {
    const { code, status = 0, phase, retryable } = error;
    const page = "<html><h1>502 Bad Gateway</h1></html>";
    return new ProviderError(code, `answered ${status}: ${page}`, { status, phase, retryable });
  }),
  defineBroken({
    name: "asks-again-by-itself",
    family: "status",
    killedBy: "status.500",
    bug: {
      url: "https://github.com/HKUDS/nanobot/pull/2512",
      what: "two layers of retries make twelve requests of one failure",
    },
    make: (settings) => new AsksAgain(settings),
  }),
  defineBroken({
    name: "follows-redirects",
    family: "status",
    killedBy: "status.307",
    bug: {
      url: "https://github.com/nodejs/undici/issues/4917",
      what: "a redirect takes the key in its header and the prompt to another origin",
    },
    make: (settings) => new Follows(settings),
  }),
  defineBroken({
    name: "reads-any-page-as-a-stream",
    family: "status",
    killedBy: "status.200.page",
    bug: {
      url: "https://github.com/itlackey/akm/issues/497",
      what: "a page of HTML in place of an answer is no error of its own",
    },
    make: (settings) =>
      new (class extends ReferenceProvider {
        protected override async *events({ body }: HttpResponse): AsyncGenerator<ReferenceEvent> {
          const decoder = new StepDecoder();
          for await (const bytes of body) yield* decoder.push(bytes);
          yield* decoder.end();
        }
      })(settings),
    correct: decoding(),
  }),
  inBand(
    {
      name: "is-deaf-to-errors-in-the-stream",
      killedBy: "in-band.last-word",
      bug: {
        url: "https://github.com/langchain-ai/langchainjs/pull/11579",
        what: "an error event is ignored, and the call ends as if all were well",
      },
    },
    Deaf,
  ),
  inBand(
    {
      name: "has-one-code-for-errors-in-the-stream",
      killedBy: "in-band.rate-limit",
      bug: {
        url: "https://github.com/2389-research/tracker/issues/547",
        what: "one failure is classified in two ways, by where it was told",
      },
    },
    OneCode,
  ),
  inBand({ name: "forgets-hints-in-the-stream", killedBy: "in-band.retry-hint" }, NoHints),
  inBand(
    {
      name: "says-errors-aloud",
      killedBy: "in-band.after-content",
      bug: {
        url: "https://github.com/SillyTavern/SillyTavern/pull/1236",
        what: "an error is streamed as if it were the answer",
      },
    },
    Aloud,
  ),
];
