import { KEY, MODEL, QUESTION, type Client, type Contestant } from "./contestant.ts";

interface Event {
  readonly choices: readonly { readonly delta: { readonly content?: string | null } }[];
}

async function load(): Promise<(base: string) => Client> {
  const { createParser } = await import("eventsource-parser");
  const messages = [{ role: "user", content: QUESTION }];
  const body = JSON.stringify({ model: MODEL, messages, stream: true });
  const headers = { "content-type": "application/json", authorization: `Bearer ${KEY}` };
  return (base) => ({
    stream: async (onText) => {
      const url = `${base}/v1/chat/completions`;
      const response = await fetch(url, { method: "POST", headers, body });
      const parser = createParser({
        onEvent: ({ data }) => {
          if (data === "[DONE]") return;
          const text = (JSON.parse(data) as Event).choices[0]?.delta.content;
          if (typeof text === "string" && text !== "") onText(text);
        },
      });
      const utf8 = new TextDecoder();
      if (response.body === null) throw new Error("no body");
      for await (const bytes of response.body) parser.feed(utf8.decode(bytes, { stream: true }));
    },
  });
}

/** What one writes by hand: `fetch` and the push API of eventsource-parser. */
export const eventsourceParser: Contestant = {
  name: "fetch + eventsource-parser",
  kind: "peer",
  packages: ["eventsource-parser"],
  required: true,
  always: true,
  load,
};
