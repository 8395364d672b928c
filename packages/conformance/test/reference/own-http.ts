import { once } from "node:events";
import { request as send, type IncomingMessage } from "node:http";
import { request as sendSecurely } from "node:https";

import {
  ProviderError,
  type HttpBody,
  type HttpResponse,
  type ProviderContext,
  type ProviderRequest,
  type ProviderSettings,
} from "@g4f/core";

import { ReferenceProvider } from "./openai-chat.ts";

/** An error body is read no further than this. */
const MOST_ERROR_BYTES = 65_536;

/**
 * The reference provider with HTTP of its own: it knows nothing of core's session or transport. What core
 * would have done for it beyond the contract of a stream (proxies, keep-alive, …) it does not do.
 */
export class OwnHttpProvider extends ReferenceProvider {
  readonly #settings: ProviderSettings;

  constructor(settings: ProviderSettings) {
    super(settings);
    this.#settings = settings;
  }

  protected override async send(
    request: ProviderRequest,
    context: ProviderContext,
  ): Promise<HttpResponse> {
    const { apiKey, tls, headers } = this.#settings;
    const url = new URL(`${context.baseUrl.replace(/\/$/, "")}/chat/completions`);
    const outgoing = (url.protocol === "https:" ? sendSecurely : send)(url, {
      method: "POST",
      signal: context.signal,
      agent: false,
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...headers,
      },
      ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    });
    // Whatever breaks while nobody reads is told to the reader, or to nobody once the call is over.
    outgoing.on("error", () => {});
    outgoing.end(JSON.stringify(this.body(request)));
    const [message] = (await once(outgoing, "response")) as [IncomingMessage];
    return await accept(message, context);
  }
}

async function accept(message: IncomingMessage, context: ProviderContext): Promise<HttpResponse> {
  message.on("error", () => {});
  const { statusCode = 0, headers } = message;
  if (statusCode < 200 || statusCode > 299) throw await refusal(message, context);
  const flat = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  return {
    status: statusCode,
    headers: flat,
    body: bodyOf(message, context),
    framed: "content-length" in flat || "transfer-encoding" in flat,
    endWithin: (ms = 1_000) => void setTimeout(() => message.destroy(), ms).unref(),
    text: () => Promise.reject(new TypeError("only streams are read here")),
    json: () => Promise.reject(new TypeError("only streams are read here")),
  };
}

function bodyOf(message: IncomingMessage, context: ProviderContext): HttpBody {
  return {
    [Symbol.asyncIterator]: () => message[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>,
    expect: async (types) => {
      const said = message.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
      if (said === undefined || types.includes(said)) return;
      throw told(await textOf(message), context) ?? wrongType(said);
    },
  };
}

/** The error that a status stands for; a redirect is none of a provider's, and is not followed. */
async function refusal(message: IncomingMessage, context: ProviderContext): Promise<unknown> {
  const { statusCode = 0 } = message;
  const text = await textOf(message);
  if (statusCode < 400)
    return new ProviderError("protocol", `a redirect (${statusCode})`, {
      phase: "status",
      status: statusCode,
    });
  return context.errorFrom(parsed(text) ?? text, statusCode);
}

/** The error object in a body that should have been a stream. */
function told(text: string, context: ProviderContext): ProviderError | undefined {
  const body = parsed(text);
  return typeof body === "object" && body !== null && "error" in body
    ? context.errorFrom(body)
    : undefined;
}

function wrongType(said: string): ProviderError {
  return new ProviderError("protocol", `${said} in place of a stream`, { phase: "status" });
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = "";
  try {
    for await (const chunk of message.setEncoding("utf8")) {
      text += chunk as string;
      if (text.length > MOST_ERROR_BYTES) break;
    }
  } catch {
    // What has come of an error body is worth more than how it broke.
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
