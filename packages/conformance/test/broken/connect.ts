import {
  ProviderError,
  undiciTransport,
  type CallRequest,
  type Chunk,
  type Deadlines,
  type HttpResponse,
  type ProviderContext,
  type ProviderRequest,
  type ProviderSettings,
  type ProviderStream,
  type Transport,
} from "@g4f/core";

import { testAuthority } from "../../src/simulator/certificates.ts";
import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider, type ReferenceEvent } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { changed, Rethrowing } from "./rethrowing.ts";
import { StepDecoder } from "./step-decoder.ts";

function set(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  change: (settings: ProviderSettings) => ProviderSettings,
): Broken {
  return defineBroken({
    ...broken,
    family: "connect",
    make: (settings) => new ReferenceProvider(change(settings)),
  });
}

/** Sends each request over a connection of its own. */
const once: Transport = {
  request: async (request) => {
    const transport = undiciTransport();
    const response = await transport.request(request);
    return { ...response, body: closing(response.body, transport) };
  },
  close: async () => {},
};

async function* closing(
  body: AsyncIterable<Uint8Array>,
  transport: Transport,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } finally {
    await transport.close();
  }
}

/** A provider that puts limits of its own in the place of the caller's. */
function limits(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  own: Deadlines,
): Broken {
  class Limited extends ReferenceProvider {
    override createAsyncGenerator(request: CallRequest): ProviderStream {
      const deadlines = { ...request.deadlines, ...own };
      return super.createAsyncGenerator({ ...request, deadlines });
    }
  }
  return defineBroken({
    ...broken,
    family: "deadlines",
    make: (settings) => new Limited(settings),
  });
}

/** Tells each comment as a part. */
class Pinged extends ReferenceProvider {
  protected override async *events(response: HttpResponse): AsyncGenerator<ReferenceEvent> {
    const utf8 = new TextDecoder();
    const decoder = new StepDecoder();
    for await (const bytes of response.body) {
      if (utf8.decode(bytes).startsWith(":")) yield { data: "ping" };
      yield* decoder.push(bytes);
    }
  }

  protected override reader({ errorFrom }: ProviderContext): ChatReader {
    return new Chatty(errorFrom);
  }
}

class Chatty extends ChatReader {
  override *read(event: ReferenceEvent): Generator<Chunk> {
    if (event.data === "ping") yield { type: "custom", name: "ping", data: null };
    else yield* super.read(event);
  }
}

/** Takes a proxy's refusal for the provider's. */
class BlamesTheKey extends Rethrowing {
  protected override rethrow(error: ProviderError): ProviderError {
    return error.phase === "proxy" && !error.retryable ? changed(error, "auth") : error;
  }
}

/** Tries a few times more where no connection can be made. */
class Insisting extends ReferenceProvider {
  protected override async send(
    request: ProviderRequest,
    context: ProviderContext,
  ): Promise<HttpResponse> {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        return await super.send(request, context);
      } catch (error) {
        if (!ProviderError.is(error) || error.phase !== "proxy") throw error;
      }
    }
    return await super.send(request, context);
  }
}

/** Counts from when a call is made, not from when it is read. */
class EarlyClock extends ReferenceProvider {
  override createAsyncGenerator(request: CallRequest): ProviderStream {
    const { total = 60_000 } = request.deadlines ?? {};
    return super.createAsyncGenerator({ ...request, signal: AbortSignal.timeout(total) });
  }
}

/** Takes the time between two reads for a stall. */
class Impatient extends ReferenceProvider {
  protected override async *generate(
    request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    let given = performance.now();
    for await (const chunk of super.generate(request, context)) {
      if (performance.now() - given > 100) {
        throw new ProviderError("timeout", "the stream stalled", { phase: "stream" });
      }
      given = performance.now();
      yield chunk;
    }
  }
}

/** Looks at no coding. */
function withoutCoding(transport: Transport): Transport {
  return {
    ...transport,
    request: async (request) => {
      const response = await transport.request(request);
      const { "content-encoding": _coding, ...headers } = response.headers;
      return { ...response, headers };
    },
  };
}

/** Providers that connect wrongly, or wait wrongly. */
export const CONNECT: readonly Broken[] = [
  set(
    {
      name: "ignores-the-proxy",
      killedBy: "connect.proxy.down",
      bug: {
        url: "https://github.com/langchain-ai/langchainjs/issues/1454",
        what: "calls go around the proxy that was asked for",
      },
    },
    (settings) => Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "proxy")),
  ),
  set({ name: "trusts-an-authority-by-itself", killedBy: "connect.tls.authority" }, (settings) => ({
    ...settings,
    tls: { ca: testAuthority },
  })),
  set({ name: "connects-for-each-call", killedBy: "transport.keep-alive" }, (settings) => ({
    ...settings,
    transport: once,
  })),
  set(
    { name: "takes-coded-bytes-for-text", killedBy: "transport.coding.gzip" },
    ({ transport = undiciTransport(), ...settings }) => ({
      ...settings,
      transport: withoutCoding(transport),
    }),
  ),
  defineBroken({
    name: "blames-the-key-for-the-proxy",
    family: "connect",
    killedBy: "connect.proxy.auth",
    make: (settings) => new BlamesTheKey(settings),
  }),
  defineBroken({
    name: "connects-again-and-again",
    family: "connect",
    killedBy: "connect.proxy.cut",
    bug: {
      url: "https://github.com/nodejs/undici/issues/3897",
      what: "a proxy that drops CONNECT is connected to without end",
    },
    make: (settings) => new Insisting(settings),
  }),
  defineBroken({
    name: "starts-the-clock-with-the-call",
    family: "deadlines",
    killedBy: "deadlines.lazy",
    make: (settings) => new EarlyClock(settings),
  }),
  defineBroken({
    name: "takes-a-slow-reader-for-a-stall",
    family: "deadlines",
    killedBy: "deadlines.idle.slow-reader",
    make: (settings) => new Impatient(settings),
  }),
  limits({ name: "has-no-total-limit", killedBy: "deadlines.total" }, { total: Infinity }),
  limits(
    {
      name: "takes-bytes-for-progress",
      killedBy: "deadlines.idle.drip",
    },
    { idle: Infinity },
  ),
  defineBroken({
    name: "takes-pings-for-events",
    family: "deadlines",
    killedBy: "deadlines.first-event.pings",
    make: (settings) => new Pinged(settings),
  }),
];
