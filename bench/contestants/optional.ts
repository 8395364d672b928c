// Libraries that pull in most of the SDKs of the trade: installed in a folder of their own, if at all.
import { loadOptional } from "../optional/load.ts";
import { KEY, MODEL, QUESTION, type Client, type Contestant } from "./contestant.ts";

interface PiAi {
  readonly stream: (
    model: object,
    context: object,
    options: object,
  ) => AsyncIterable<{ readonly type: string; readonly delta?: string }>;
}

interface TokenJs {
  readonly TokenJS: new (options: object) => {
    readonly chat: {
      readonly completions: {
        readonly create: (asked: object) => Promise<
          AsyncIterable<{
            readonly choices: readonly { readonly delta?: { readonly content?: string | null } }[];
          }>
        >;
      };
    };
  };
}

interface MultiLlm {
  readonly Message: new (role: string, content: string) => object;
  readonly igniteEngine: (
    engine: string,
    settings: object,
  ) => {
    readonly buildModel: (model: string) => object;
    readonly generate: (
      model: object,
      thread: readonly object[],
    ) => AsyncIterable<{ readonly type: string; readonly text?: string }>;
  };
}

async function loadPiAi(): Promise<(base: string) => Client> {
  const { stream } = await loadOptional<PiAi>("@mariozechner/pi-ai");
  const cost = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  const limits = { contextWindow: 128_000, maxTokens: 32_000 };
  const known = { id: MODEL, name: MODEL, api: "openai-completions", provider: "bench" };
  return (base) => ({
    stream: async (onText) => {
      const place = { baseUrl: `${base}/v1`, reasoning: false, input: ["text"], cost, ...limits };
      const context = { messages: [{ role: "user", content: QUESTION, timestamp: 0 }] };
      for await (const { type, delta } of stream({ ...known, ...place }, context, {
        apiKey: KEY,
      })) {
        if (type === "text_delta") onText(delta ?? "");
      }
    },
  });
}

async function loadTokenJs(): Promise<(base: string) => Client> {
  const { TokenJS } = await loadOptional<TokenJs>("token.js");
  return (base) => {
    const client = new TokenJS({ apiKey: KEY, baseURL: `${base}/v1` });
    const messages = [{ role: "user", content: QUESTION }];
    return {
      stream: async (onText) => {
        const asked = { stream: true, provider: "openai-compatible", model: MODEL, messages };
        for await (const { choices } of await client.chat.completions.create(asked)) {
          const text = choices[0]?.delta?.content;
          if (typeof text === "string" && text !== "") onText(text);
        }
      },
    };
  };
}

async function loadMultiLlm(): Promise<(base: string) => Client> {
  const { igniteEngine, Message } = await loadOptional<MultiLlm>("multi-llm-ts");
  return (base) => {
    const engine = igniteEngine("openai", { apiKey: KEY, baseURL: `${base}/v1` });
    const model = engine.buildModel(MODEL);
    return {
      stream: async (onText) => {
        for await (const { type, text } of engine.generate(model, [
          new Message("user", QUESTION),
        ])) {
          if (type === "content") onText(text ?? "");
        }
      },
    };
  };
}

const peer = { kind: "peer", required: false } as const;

export const piAi: Contestant = {
  ...peer,
  name: "pi-ai",
  packages: ["@mariozechner/pi-ai"],
  load: loadPiAi,
};

export const tokenJs: Contestant = {
  ...peer,
  name: "token.js",
  packages: ["token.js"],
  load: loadTokenJs,
};

export const multiLlm: Contestant = {
  ...peer,
  name: "multi-llm-ts",
  packages: ["multi-llm-ts"],
  load: loadMultiLlm,
};
