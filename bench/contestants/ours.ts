import type { AnswerStream } from "@g4f/core/engine";

import { KEY, QUESTION, TOOL, type Client, type Contestant, type OnText } from "./contestant.ts";

const messages = [{ role: "user", content: QUESTION }] as const;

/** A provider as far as a call needs it. */
interface Caller {
  readonly createAsyncGenerator: (request: {
    readonly messages: typeof messages;
    readonly tools?: readonly [typeof TOOL];
    readonly stream?: boolean;
  }) => AnswerStream;
}

function clientOf(caller: Caller, read = iterate): Client {
  return {
    stream: (onText) => read(caller.createAsyncGenerator({ messages }), onText),
    complete: async () => {
      const stream = caller.createAsyncGenerator({ messages, stream: false });
      return (await stream.collect()).text;
    },
    tool: async () => {
      const stream = caller.createAsyncGenerator({ messages, tools: [TOOL] });
      const { toolCalls } = await stream.collect();
      return toolCalls[0]?.arguments ?? "";
    },
  };
}

async function iterate(stream: AnswerStream, onText: OnText): Promise<void> {
  for await (const text of stream) onText(text);
}

async function collect(stream: AnswerStream, onText: OnText): Promise<void> {
  onText((await stream.collect()).text);
}

const ours = { kind: "ours", required: true } as const;
const PACKAGES = ["@g4f/core", "@g4f/provider-openai"] as const;

/** A provider as a user makes one. */
export const g4f: Contestant = {
  ...ours,
  name: "g4f",
  packages: PACKAGES,
  always: true,
  load: async () => {
    const { OpenAI } = await import("@g4f/provider-openai");
    return (base) => clientOf(new OpenAI({ apiKey: KEY, baseUrl: `${base}/v1` }));
  },
};

/** The same, read whole. */
export const g4fCollect: Contestant = {
  ...ours,
  name: "g4f collect()",
  packages: PACKAGES,
  load: async () => {
    const { OpenAI } = await import("@g4f/provider-openai");
    return (base) => clientOf(new OpenAI({ apiKey: KEY, baseUrl: `${base}/v1` }), collect);
  },
};

/** A provider out of a registry, through a route. */
export const g4fRouter: Contestant = {
  ...ours,
  name: "g4f registry + router",
  packages: [...PACKAGES, "@g4f/router"],
  always: true,
  load: loadRouted,
};

async function loadRouted(): Promise<(base: string) => Client> {
  const [{ OpenAI }, { ProviderRegistry }, { route }] = await Promise.all([
    import("@g4f/provider-openai"),
    import("@g4f/core/registry"),
    import("@g4f/router"),
  ]);
  return (base) => {
    const registry = new ProviderRegistry();
    registry.register("openai", () => new OpenAI({ apiKey: KEY, baseUrl: `${base}/v1` }));
    let made: Promise<Client> | undefined;
    const client = (): Promise<Client> => {
      made ??= registry
        .resolve("openai")
        .then(({ provider }) => clientOf(route({ use: [provider] })));
      return made;
    };
    return {
      stream: async (onText) => await (await client()).stream(onText),
      complete: async () => (await (await client()).complete?.()) ?? "",
      tool: async () => (await (await client()).tool?.()) ?? "",
    };
  };
}

/** The Responses API. */
export const g4fResponses: Contestant = {
  ...ours,
  name: "g4f (Responses)",
  packages: PACKAGES,
  load: async () => {
    const { OpenAIResponses } = await import("@g4f/provider-openai");
    return (base) => ({
      stream: clientOf(new OpenAIResponses({ apiKey: KEY, baseUrl: `${base}/v1` })).stream,
    });
  },
};

/** Open Assistant's wire, on its inference server. */
export const g4fOpenAssistant: Contestant = {
  ...ours,
  name: "g4f (Open Assistant)",
  packages: ["@g4f/core", "@g4f/provider-openassistant"],
  load: async () => {
    const { OpenAssistant } = await import("@g4f/provider-openassistant");
    return (base) => ({
      stream: clientOf(new OpenAssistant({ apiKey: KEY, baseUrl: base, api: "inference" })).stream,
    });
  },
};
