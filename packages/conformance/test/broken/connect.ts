import {
  undiciTransport,
  type CallRequest,
  type Chunk,
  type Deadlines,
  type HttpResponse,
  type ProviderContext,
  type ProviderSettings,
  type ProviderStream,
  type Transport,
} from "@g4f/core";

import { testAuthority } from "../../src/simulator/certificates.ts";
import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider, type ReferenceEvent } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
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
