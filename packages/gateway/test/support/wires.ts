import { simulate, type Script, type Upstream } from "@g4f/conformance/testing";
import type { Provider } from "@g4f/core/registry";
import { Anthropic } from "@g4f/provider-anthropic";
import { Ollama } from "@g4f/provider-ollama";
import { OpenAIResponses, openaiCompatible } from "@g4f/provider-openai";

import { dialect } from "./dialect.ts";
import { serve, type Serving } from "./serve.ts";

/** How one API is asked: where, and with the least that it takes. */
export interface Wire {
  readonly dialect: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** The provider that speaks it, in front of an upstream. */
  readonly provider: (upstream: Upstream) => Provider;
}

const messages = [{ role: "user", content: "Hi" }];
const model = "m";

/** The APIs that clients and providers share. */
export const WIRES = {
  "anthropic-messages": {
    dialect: "anthropic-messages",
    path: "/v1/messages",
    headers: { "anthropic-version": "2023-06-01" },
    body: { model, max_tokens: 100, messages },
    provider: ({ settings }) => new Anthropic({ ...settings, apiKey: "k" }),
  },
  "openai-chat": {
    dialect: "openai-chat",
    path: "/v1/chat/completions",
    headers: {},
    body: { model, messages },
    provider: ({ settings, baseUrl }) =>
      new (openaiCompatible({ name: "Acme", baseUrl }))({ ...settings, apiKey: "k" }),
  },
  "openai-responses": {
    dialect: "openai-responses",
    path: "/v1/responses",
    headers: {},
    body: { model, input: "Hi" },
    provider: ({ settings }) => new OpenAIResponses({ ...settings, apiKey: "k" }),
  },
  "ollama-chat": {
    dialect: "ollama",
    path: "/api/chat",
    headers: {},
    body: { model, messages },
    provider: ({ settings }) => new Ollama(settings),
  },
} as const satisfies Readonly<Record<string, Wire>>;

/** A gateway in front of one upstream that speaks the client's own API. */
export interface SameWire extends AsyncDisposable {
  readonly upstream: Upstream;
  readonly serving: Serving;
  /** One request; `more` is added to the least body and headers. */
  readonly ask: (
    more?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
}

/** Serves a provider of the wire. */
export async function sameWire(wire: Wire, ...scripts: Script[]): Promise<SameWire> {
  const upstream = await simulate({
    dialect: dialect(wire.dialect),
    answers: scripts.map((script) => ({ script })),
  });
  const provider = wire.provider(upstream);
  const serving = await serve([provider], { models: { m: `${provider.manifest.name}:m-1` } });
  return {
    upstream,
    serving,
    ask: (more = {}, headers = {}) =>
      serving.ask(
        wire.path,
        { ...wire.body, ...more },
        { headers: { ...wire.headers, ...headers } },
      ),
    [Symbol.asyncDispose]: async () => {
      await serving[Symbol.asyncDispose]();
      await upstream.close();
    },
  };
}

/** A recorded stream as a script. */
export function replayed(events: readonly string[]): Script {
  return events.map((data) => {
    const event: unknown = Reflect.get(Object(JSON.parse(data)), "type");
    return { type: "event", data, ...(typeof event === "string" ? { event } : {}) };
  });
}
