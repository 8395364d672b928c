import {
  ProviderError,
  type ProviderErrorOptions,
  type HttpResponse,
  type ProviderContext,
  type ProviderRequest,
  type ProviderSettings,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "@g4f/core";

import type { Create, StreamUnderTest } from "../../src/case.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { around, overlay, type Begin } from "./changed.ts";

const family = "secrets";

/** Each error of reading chunks is replaced. */
function failing(
  change: (error: ProviderError, settings: ProviderSettings) => ProviderError,
): Create {
  return around((begin: Begin, request, settings): StreamUnderTest => {
    const stream = begin(request);
    async function* chunks(): ReturnType<StreamUnderTest["chunks"]> {
      try {
        yield* stream.chunks();
      } catch (error) {
        throw ProviderError.is(error) ? change(error, settings) : error;
      }
      return undefined;
    }
    return overlay(stream, { chunks });
  });
}

/** What an error tells beside its code and words. */
function factsOf({ phase, retryable, status }: ProviderError): ProviderErrorOptions {
  return { phase, retryable, ...(status === undefined ? {} : { status }) };
}

/** Follows redirects as `fetch` does, with every header but those that it knows to be secret. */
function follows(inner: Transport, elsewhere: boolean): Transport {
  const request = async (first: TransportRequest): Promise<TransportResponse> => {
    const response = await inner.request(first);
    const { location } = response.headers;
    if (response.status < 300 || response.status > 399 || location === undefined) return response;
    const url = new URL(location, first.url);
    if (url.origin !== first.url.origin && !elsewhere) return response;
    response.destroy();
    return await request({ ...first, url });
  };
  return { close: inner.close, request };
}

function redirected(elsewhere: boolean): Create {
  return async (settings) => {
    const { sharedTransport } = await import("@g4f/core");
    const transport = follows(settings.transport ?? sharedTransport(), elsewhere);
    return new ReferenceProvider({ ...settings, transport });
  };
}

/** The key goes with the address, as some hosts allow. */
class KeyInAddress extends ReferenceProvider {
  readonly #key: string | undefined;

  constructor(settings: ProviderSettings) {
    super(settings);
    this.#key = settings.apiKey;
  }

  protected override async send(
    request: ProviderRequest,
    { http }: ProviderContext,
  ): Promise<HttpResponse> {
    const query = { key: this.#key };
    return await http.post("/chat/completions", this.body(request), { query });
  }
}

/** What it was given is there for everybody who prints it. */
class OpenSettings extends ReferenceProvider {
  readonly settings: ProviderSettings;

  constructor(settings: ProviderSettings) {
    super(settings);
    this.settings = settings;
  }
}

export const SECRETS: readonly Broken[] = [
  defineBroken({
    name: "key-in-message",
    family,
    bug: {
      url: "https://github.com/BerriAI/litellm/issues/15799",
      what: "the message of a failed call holds the address with the key",
    },
    killedBy: "secrets.error.status",
    make: failing(
      (error, { baseUrl, apiKey }) =>
        new ProviderError(
          error.code,
          `${error.message} (${baseUrl}?key=${apiKey})`,
          factsOf(error),
        ),
    ),
  }),
  defineBroken({
    name: "key-in-cause",
    family,
    killedBy: "secrets.error.network",
    make: failing((error, { apiKey }) => {
      const cause = Object.assign(new Error("the request failed"), {
        config: { headers: { authorization: `Bearer ${apiKey}` } },
      });
      return new ProviderError(error.code, error.message, { ...factsOf(error), cause });
    }),
  }),
  defineBroken({
    name: "words-of-upstream-as-they-are",
    family,
    killedBy: "secrets.error.cookie",
    make: failing((error, { headers }) => {
      const message = `${error.message} [${Object.values(headers ?? {}).join(", ")}]`;
      return new ProviderError(error.code, message, factsOf(error));
    }),
  }),
  defineBroken({
    name: "id-of-request-unmasked",
    family,
    killedBy: "secrets.error.request-id",
    make: failing((error, { apiKey }) => {
      const id = error.requestId === undefined ? {} : { requestId: `req-${apiKey}` };
      return new ProviderError(error.code, error.message, { ...factsOf(error), ...id });
    }),
  }),
  defineBroken({
    name: "reset-tells-the-headers",
    family,
    killedBy: "secrets.every-fault",
    make: failing((error, { headers }) => {
      if (error.code !== "network") return error;
      const message = `reset while sending ${JSON.stringify(headers)}`;
      return new ProviderError(error.code, message, factsOf(error));
    }),
  }),
  defineBroken({
    name: "key-in-address",
    family,
    bug: {
      url: "https://github.com/agentjido/req_llm/issues/277",
      what: "the key is part of the address, and the address is logged",
    },
    killedBy: "secrets.url",
    make: (settings) => new KeyInAddress(settings),
  }),
  defineBroken({
    name: "key-in-log",
    family,
    bug: {
      url: "https://github.com/BerriAI/litellm/issues/612",
      what: "verbose logs hold the keys of users",
    },
    killedBy: "secrets.log",
    make: around((begin, request, { logger, apiKey }) => {
      logger?.debug({ headers: { authorization: `Bearer ${apiKey}` } }, "request");
      return begin(request);
    }),
  }),
  defineBroken({
    name: "settings-in-the-open",
    family,
    killedBy: "secrets.shown",
    make: (settings) => new OpenSettings(settings),
  }),
  defineBroken({
    name: "redirects-followed-with-headers",
    family,
    bug: {
      url: "https://github.com/nodejs/undici/issues/4917",
      what: "a redirect carries x-api-key and its like to another origin",
    },
    killedBy: "secrets.redirect.other-port",
    make: redirected(true),
  }),
  defineBroken({
    name: "redirects-followed-at-home",
    family,
    killedBy: "secrets.redirect.same-origin",
    make: redirected(false),
  }),
  defineBroken({
    name: "unsendable-key-shown",
    family,
    killedBy: "secrets.key.unsendable",
    make: failing(
      (error, { apiKey }) =>
        new ProviderError(error.code, `${apiKey} is not a legal header value`, factsOf(error)),
    ),
  }),
];
