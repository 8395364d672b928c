import type { ToolSet } from "ai";

import { KEY, MODEL, QUESTION, TOOL, type Client, type Contestant } from "./contestant.ts";

const prompt = [{ role: "user" as const, content: [{ type: "text" as const, text: QUESTION }] }];

async function modelOf(): Promise<
  (
    base: string,
  ) => ReturnType<
    ReturnType<typeof import("@ai-sdk/openai-compatible").createOpenAICompatible>["chatModel"]
  >
> {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return (base) =>
    createOpenAICompatible({ name: "bench", baseURL: `${base}/v1`, apiKey: KEY }).chatModel(MODEL);
}

async function loadDoStream(): Promise<(base: string) => Client> {
  const model = await modelOf();
  return (base) => ({
    stream: async (onText) => {
      const { stream } = await model(base).doStream({ prompt });
      for await (const part of stream) if (part.type === "text-delta") onText(part.delta);
    },
    complete: async () => {
      const { content } = await model(base).doGenerate({ prompt });
      return content.map((part) => (part.type === "text" ? part.text : "")).join("");
    },
  });
}

async function loadTextStream(): Promise<(base: string) => Client> {
  const [model, { generateText, jsonSchema, streamText, tool }] = await Promise.all([
    modelOf(),
    import("ai"),
  ]);
  const inputSchema = jsonSchema({ ...TOOL.parameters, required: ["text"] });
  const { name, description } = TOOL;
  const tools: ToolSet = Object.fromEntries([[name, tool({ description, inputSchema })]]);
  return (base) => ({
    stream: async (onText) => {
      const { textStream } = streamText({ model: model(base), prompt: QUESTION, maxRetries: 0 });
      for await (const text of textStream) onText(text);
    },
    complete: async () =>
      (await generateText({ model: model(base), prompt: QUESTION, maxRetries: 0 })).text,
    tool: async () => {
      const { toolCalls } = streamText({
        model: model(base),
        prompt: QUESTION,
        maxRetries: 0,
        tools,
      });
      return JSON.stringify((await toolCalls)[0]?.input);
    },
  });
}

const peer = {
  kind: "peer",
  packages: ["ai", "@ai-sdk/openai-compatible"],
  required: true,
} as const;

/** The AI SDK's provider alone. */
export const aiDoStream: Contestant = { ...peer, name: "AI SDK doStream", load: loadDoStream };

/** What its users read. */
export const aiTextStream: Contestant = {
  ...peer,
  always: true,
  name: "AI SDK textStream",
  load: loadTextStream,
};
