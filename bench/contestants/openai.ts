import { KEY, MODEL, QUESTION, TOOL, type Client, type Contestant } from "./contestant.ts";

const messages = [{ role: "user" as const, content: QUESTION }];
const asked = { model: MODEL, messages };
const tools = [
  { type: "function" as const, function: { ...TOOL, parameters: { ...TOOL.parameters } } },
];

async function loadCreate(): Promise<(base: string) => Client> {
  const { OpenAI } = await import("openai");
  return (base) => {
    const client = new OpenAI({ apiKey: KEY, baseURL: `${base}/v1`, maxRetries: 0 });
    return {
      stream: async (onText) => {
        const stream = await client.chat.completions.create({ ...asked, stream: true });
        for await (const { choices } of stream) {
          const text = choices[0]?.delta.content;
          if (typeof text === "string" && text !== "") onText(text);
        }
      },
      complete: async () => {
        const { choices } = await client.chat.completions.create(asked);
        return choices[0]?.message.content ?? "";
      },
    };
  };
}

async function loadStream(): Promise<(base: string) => Client> {
  const { OpenAI } = await import("openai");
  return (base) => {
    const client = new OpenAI({ apiKey: KEY, baseURL: `${base}/v1`, maxRetries: 0 });
    return {
      stream: async (onText) => {
        const stream = client.chat.completions.stream(asked);
        for await (const { choices } of stream) {
          const text = choices[0]?.delta.content;
          if (typeof text === "string" && text !== "") onText(text);
        }
      },
      tool: async () => {
        const { choices } = await client.chat.completions
          .stream({ ...asked, tools })
          .finalChatCompletion();
        const call = choices[0]?.message.tool_calls?.[0];
        return call?.type === "function" ? call.function.arguments : "";
      },
    };
  };
}

async function loadResponses(): Promise<(base: string) => Client> {
  const { OpenAI } = await import("openai");
  return (base) => {
    const client = new OpenAI({ apiKey: KEY, baseURL: `${base}/v1`, maxRetries: 0 });
    return {
      stream: async (onText) => {
        const body = { model: MODEL, input: QUESTION, stream: true } as const;
        for await (const event of await client.responses.create(body)) {
          if (event.type === "response.output_text.delta") onText(event.delta);
        }
      },
    };
  };
}

const peer = { kind: "peer", packages: ["openai"], required: true } as const;

/** Chat completions, as they come. */
export const openaiCreate: Contestant = {
  ...peer,
  always: true,
  name: "openai create()",
  load: loadCreate,
};

/** Chat completions with the library's own accumulation. */
export const openaiStream: Contestant = { ...peer, name: "openai stream()", load: loadStream };

/** The Responses API. */
export const openaiResponses: Contestant = {
  ...peer,
  name: "openai (Responses)",
  load: loadResponses,
};
