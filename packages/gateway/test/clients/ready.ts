import { simulate, type Script, type Upstream } from "@g4f/conformance/testing";
import type { Provider } from "@g4f/core/registry";
import { Gemini } from "@g4f/provider-gemini";
import OpenAI from "openai";

import { dialect } from "../support/dialect.ts";
import { serve, type Serving } from "../support/serve.ts";
import { WIRES, type Wire } from "../support/wires.ts";

/** Upstreams of OpenAI's wires, and of another. */
export const UPSTREAMS = ["openai-chat", "openai-responses", "anthropic-messages"] as const;

export type UpstreamName = (typeof UPSTREAMS)[number] | "gemini";

const GEMINI: Pick<Wire, "dialect" | "provider"> = {
  dialect: "gemini",
  provider: ({ settings }) => new Gemini({ ...settings, apiKey: "k" }),
};

export const SAY: Script = [
  { type: "text", text: "Hello " },
  { type: "text", text: "there" },
  { type: "usage", usage: { inputTokens: 10, outputTokens: 2, cachedTokens: 4 } },
  { type: "finish", reason: "stop" },
];

export const CALL: Script = [
  {
    type: "tool-calls",
    calls: [
      { id: "call_1", name: "weather", arguments: ['{"city":', '"Ulm"}'] },
      { id: "call_2", name: "weather", arguments: ['{"city":', '"Bonn"}'] },
    ],
  },
  { type: "usage", usage: { inputTokens: 10, outputTokens: 5 } },
  { type: "finish", reason: "tool-calls" },
];

export const BROKEN: Script = [
  { type: "text", text: "Hello" },
  { type: "error", error: { code: "overloaded", message: "too busy" } },
];

export interface Ready extends AsyncDisposable {
  readonly upstream: Upstream;
  readonly serving: Serving;
  /** The one that is served. */
  readonly provider: Provider;
  /** Where clients of OpenAI's APIs ask. */
  readonly baseURL: string;
  readonly openai: OpenAI;
}

/** The gateway, with the model `m` at an upstream that plays the scripts. */
export async function ready(name: UpstreamName, ...scripts: Script[]): Promise<Ready> {
  const wire = name === "gemini" ? GEMINI : WIRES[name];
  const upstream = await simulate({
    dialect: dialect(wire.dialect),
    answers: scripts.map((script) => ({ script })),
  });
  const provider: Provider = wire.provider(upstream);
  const serving = await serve([provider], { models: { m: `${provider.manifest.name}:m-1` } });
  const baseURL = `${serving.url}/v1`;
  const close = async (): Promise<void> => {
    await serving[Symbol.asyncDispose]();
    await upstream.close();
  };
  return {
    upstream,
    serving,
    provider,
    baseURL,
    openai: new OpenAI({ baseURL, apiKey: serving.key, maxRetries: 0 }),
    [Symbol.asyncDispose]: close,
  };
}

/** What a promise rejects with. @throws Error where it does not. */
export async function rejected(
  promise: PromiseLike<unknown>,
): Promise<Error & Readonly<Record<string, unknown>>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Readonly<Record<string, unknown>>;
  }
  throw new Error("it did not reject");
}
