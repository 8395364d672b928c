import { KEY, MODEL, QUESTION, TOOL, type Client, type Contestant } from "./contestant.ts";

const tools = [{ type: "function", function: TOOL }];

async function load(): Promise<(base: string) => Client> {
  const { ChatOpenAICompletions } = await import("@langchain/openai");
  return (base) => {
    const configuration = { baseURL: `${base}/v1` };
    const model = new ChatOpenAICompletions({
      model: MODEL,
      apiKey: KEY,
      maxRetries: 0,
      configuration,
    });
    return {
      stream: async (onText) => {
        for await (const { content } of await model.stream(QUESTION)) {
          if (typeof content === "string" && content !== "") onText(content);
        }
      },
      complete: async () => {
        const { content } = await model.invoke(QUESTION);
        return typeof content === "string" ? content : "";
      },
      // As its documentation accumulates a call: the fragments, joined at the end.
      tool: async () => {
        const parts: string[] = [];
        for await (const { tool_call_chunks: chunks = [] } of await model.stream(QUESTION, {
          tools,
        })) {
          parts.push(chunks[0]?.args ?? "");
        }
        return parts.join("");
      },
    };
  };
}

/** LangChain.js. */
export const langchain: Contestant = {
  name: "LangChain.js",
  kind: "peer",
  packages: ["@langchain/openai", "@langchain/core"],
  required: true,
  always: true,
  load,
};
