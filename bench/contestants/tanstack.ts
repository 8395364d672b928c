import { KEY, QUESTION, type Client, type Contestant } from "./contestant.ts";

async function load(): Promise<(base: string) => Client> {
  const [{ chat, EventType }, { createOpenaiChatCompletions }] = await Promise.all([
    import("@tanstack/ai"),
    import("@tanstack/ai-openai"),
  ]);
  return (base) => {
    const settings = { baseURL: `${base}/v1`, maxRetries: 0 };
    const adapter = createOpenaiChatCompletions("gpt-4.1-nano", KEY, settings);
    return {
      stream: async (onText) => {
        const messages = [{ role: "user" as const, content: QUESTION }];
        for await (const event of chat({ adapter, messages })) {
          if (event.type === EventType.TEXT_MESSAGE_CONTENT) onText(event.delta);
        }
      },
    };
  };
}

/** TanStack AI. */
export const tanstack: Contestant = {
  name: "TanStack AI",
  kind: "peer",
  packages: ["@tanstack/ai", "@tanstack/ai-openai"],
  required: false,
  load,
};
