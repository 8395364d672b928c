import type {
  CallRequest,
  HttpResponse,
  Message,
  ProviderContext,
  ProviderRequest,
  Transport,
} from "@g4f/core";

import type { Create } from "../../src/case.ts";
import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { around } from "./changed.ts";

const family = "isolation";

/** One reader for all calls of an instance. */
class SharedReader extends ReferenceProvider {
  #reader: ChatReader | undefined;

  protected override reader({ errorFrom }: ProviderContext): ChatReader {
    this.#reader ??= new ChatReader(errorFrom);
    return this.#reader;
  }
}

/** The model of a call is kept on the instance until it is sent. */
class ModelOnInstance extends ReferenceProvider {
  #model = "";

  protected override async send(
    request: ProviderRequest,
    context: ProviderContext,
  ): Promise<HttpResponse> {
    this.#model = request.model;
    await new Promise(setImmediate);
    return await super.send({ ...request, model: this.#model }, context);
  }
}

/** Each call says again what the calls before it said. */
class KeepsHistory extends ReferenceProvider {
  readonly #history: Message[] = [];

  protected override body(request: ProviderRequest): Record<string, unknown> {
    this.#history.push(...request.messages);
    return super.body({ ...request, messages: this.#history });
  }
}

/** Cookies of one call go with the next one that has none of the same name. */
function keepsCookies(): Create {
  const kept: Record<string, string> = {};
  return around((begin, request) => {
    const { cookies = {} } = request;
    const names = Object.keys(cookies).map((name) => `${name}-${Object.keys(kept).length}`);
    const all = { ...kept, ...cookies };
    for (const [index, value] of Object.values(cookies).entries()) kept[names[index] ?? ""] = value;
    return begin({ ...request, cookies: all });
  });
}

/** One jar for all instances: what upstream sets for one is sent by every other. */
function sharedJar(): Create {
  const jar = new Set<string>();
  return (settings) => {
    const inner = settings.transport;
    if (inner === undefined) return new ReferenceProvider(settings);
    const transport: Transport = {
      close: inner.close,
      request: async (request) => {
        const cookie = [...jar].join("; ");
        const headers = cookie === "" ? request.headers : { ...request.headers, cookie };
        const response = await inner.request({ ...request, headers });
        for (const set of response.setCookies) jar.add(set.split(";")[0] ?? "");
        return response;
      },
    };
    return new ReferenceProvider({ ...settings, transport });
  };
}

let keyOfTheProcess: string | undefined;

export const ISOLATION: readonly Broken[] = [
  defineBroken({
    name: "reader-shared-by-calls",
    family,
    bug: {
      url: "https://github.com/oracle/langchain-oracle/pull/256",
      what: "the parser of one stream is fed by every other stream of the instance",
    },
    killedBy: "isolation.concurrent",
    make: (settings) => new SharedReader(settings),
  }),
  defineBroken({
    name: "model-kept-on-instance",
    family,
    bug: {
      url: "https://github.com/cloudflare/ai/issues/620",
      what: "calls at one time replace each other's settings on the shared model",
    },
    killedBy: "isolation.models",
    make: (settings) => new ModelOnInstance(settings),
  }),
  defineBroken({
    name: "history-kept-on-instance",
    family,
    killedBy: "isolation.no-memory",
    make: (settings) => new KeepsHistory(settings),
  }),
  defineBroken({
    name: "over-after-a-failure",
    family,
    killedBy: "isolation.after-failure",
    make: (settings) => {
      const provider = new ReferenceProvider(settings);
      const ended = new AbortController();
      return {
        manifest: provider.manifest,
        createAsyncGenerator: (request: CallRequest) => {
          const stream = provider.createAsyncGenerator({ ...request, signal: ended.signal });
          stream.result.catch(() => ended.abort());
          return stream;
        },
      };
    },
  }),
  defineBroken({
    name: "messages-added-to-the-caller-s",
    family,
    bug: {
      url: "https://github.com/567-labs/instructor/issues/2417",
      what: "create() adds to the caller's list of messages",
    },
    killedBy: "isolation.request-untouched",
    make: around((begin, request) => {
      (request.messages as Message[]).unshift({ role: "system", content: "Be helpful." });
      return begin(request);
    }),
  }),
  defineBroken({
    name: "frozen-request-refused",
    family,
    killedBy: "isolation.frozen-request",
    make: around((begin, request) => {
      const copy = { ...request, messages: request.messages };
      const open = !Object.isFrozen(copy.messages);
      return begin(open ? copy : { ...copy, messages: [] });
    }),
  }),
  defineBroken({
    name: "key-of-the-process",
    family,
    killedBy: "isolation.keys",
    make: (settings) => {
      keyOfTheProcess = settings.apiKey ?? keyOfTheProcess;
      const provider = around((_begin, request) =>
        new ReferenceProvider({
          ...settings,
          ...(keyOfTheProcess === undefined ? {} : { apiKey: keyOfTheProcess }),
        }).createAsyncGenerator(request),
      );
      return provider(settings);
    },
  }),
  defineBroken({
    name: "cookies-kept-for-the-next-call",
    family,
    killedBy: "isolation.cookies",
    make: (settings) => keepsCookies()(settings),
  }),
  defineBroken({
    name: "jar-shared-by-instances",
    family,
    killedBy: "isolation.set-cookie",
    make: sharedJar(),
  }),
];
