import { ProviderError, undiciTransport, type Transport, type TransportResponse } from "@g4f/core";
import { onTestFinished } from "vitest";

import { openaiChat } from "../../src/dialects/openai-chat.ts";
import type { Script } from "../../src/script.ts";
import { simulate, type SimulateOptions } from "../../src/simulator/simulate.ts";
import type { Answer, Delivery, Upstream } from "../../src/upstream.ts";

/** Two pieces of text and an end. */
export const SCRIPT: Script = [
  { type: "text", text: "hello " },
  { type: "text", text: "world" },
  { type: "finish", reason: "stop" },
];

/** An answer of {@link SCRIPT}, or of another, delivered so. */
export function says(delivery: Delivery = {}, script: Script = SCRIPT): Answer {
  return { script, delivery };
}

/** An upstream of OpenAI's chat wire that is closed with the test. */
export async function upstreamOf(
  transport: SimulateOptions["transport"],
  answers: Answer | readonly Answer[],
  rest: Partial<SimulateOptions> = {},
): Promise<Upstream> {
  const upstream = await simulate({
    dialect: openaiChat,
    ...(transport === undefined ? {} : { transport }),
    answers: [answers].flat(),
    ...rest,
  });
  onTestFinished(() => upstream.close());
  return upstream;
}

/** What a client of core's transports sees of an upstream. */
export class Asker {
  readonly #transport: Transport;
  readonly #upstream: Upstream;
  readonly #path: string;

  constructor(upstream: Upstream, path = "/chat/completions") {
    this.#upstream = upstream;
    this.#path = path;
    this.#transport = upstream.settings.transport ?? undiciTransport();
    onTestFinished(() => this.#transport.close());
  }

  async ask(
    body: object = { stream: true, messages: [] },
    signal: AbortSignal = new AbortController().signal,
  ): Promise<TransportResponse> {
    const { settings, baseUrl } = this.#upstream;
    const { proxy, tls } = settings;
    return await this.#transport.request({
      method: "POST",
      url: new URL(`${baseUrl}${this.#path}`),
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
      ...(proxy === undefined ? {} : { proxy: new URL(proxy) }),
      ...(tls === undefined ? {} : { tls }),
    });
  }

  /** The chunks of an answer, and how it ended. */
  async read(body?: object): Promise<{ readonly chunks: readonly Buffer[]; readonly end: string }> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of (await this.ask(body)).body) chunks.push(Buffer.from(chunk));
      return { chunks, end: "end" };
    } catch (error) {
      if (!ProviderError.is(error)) throw error;
      return { chunks, end: `${error.code} ${error.phase}` };
    }
  }

  /** The bytes of an answer, and how it ended. */
  async bytes(body?: object): Promise<{ readonly bytes: Buffer; readonly end: string }> {
    const { chunks, end } = await this.read(body);
    return { bytes: Buffer.concat(chunks), end };
  }
}

/** Lets everything that is due run. */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
