import { KEY, MODEL, QUESTION, type Client, type Contestant } from "./contestant.ts";

interface Event {
  readonly choices: readonly {
    readonly delta: {
      readonly content?: string | null;
      readonly tool_calls?: readonly { readonly function?: { readonly arguments?: string } }[];
    };
  }[];
}

interface Answer {
  readonly choices: readonly { readonly message: { readonly content: string } }[];
}

type OnEvent = (event: Event) => void;

/** What stands behind the last complete event is left; the others are parsed. */
function read(text: string, onEvent: OnEvent): string {
  let start = 0;
  for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", start)) {
    const data = text.slice(start + 6, end);
    start = end + 2;
    if (data !== "[DONE]") onEvent(JSON.parse(data) as Event);
  }
  return text.slice(start);
}

/** The tail of a line that is not complete is kept in pieces: adding to it would be quadratic. */
class Tail {
  #pieces: string[] = [];

  push(text: string, onEvent: OnEvent): void {
    if (!text.includes("\n")) return void this.#pieces.push(text);
    const whole = this.#pieces.length === 0 ? text : this.#pieces.join("") + text;
    const rest = read(whole, onEvent);
    this.#pieces = rest === "" ? [] : [rest];
  }
}

async function load(): Promise<(base: string) => Client> {
  const { Agent } = await import("undici");
  const agent = new Agent();
  const send = (base: string, stream: boolean, onBytes: (bytes: Buffer) => void): Promise<void> => {
    const { origin, pathname } = new URL(base);
    const path = `${pathname}/v1/chat/completions`;
    const messages = [{ role: "user", content: QUESTION }];
    const body = JSON.stringify({ model: MODEL, messages, stream });
    const headers = { "content-type": "application/json", authorization: `Bearer ${KEY}` };
    return new Promise((resolve, reject) => {
      agent.dispatch(
        { origin, path, method: "POST", headers, body },
        {
          onRequestStart: () => {},
          onResponseStart: () => {},
          onResponseData: (_controller, bytes) => onBytes(bytes),
          onResponseEnd: () => resolve(),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  };
  const events = async (base: string, onEvent: OnEvent): Promise<void> => {
    const utf8 = new TextDecoder();
    const tail = new Tail();
    await send(base, true, (bytes) => tail.push(utf8.decode(bytes, { stream: true }), onEvent));
  };
  return (base) => ({
    stream: (onText) =>
      events(base, ({ choices }) => {
        const text = choices[0]?.delta.content;
        if (typeof text === "string" && text !== "") onText(text);
      }),
    complete: async () => {
      const parts: Buffer[] = [];
      await send(base, false, (bytes) => void parts.push(bytes));
      const { choices } = JSON.parse(Buffer.concat(parts).toString()) as Answer;
      return choices[0]?.message.content ?? "";
    },
    tool: async () => {
      const parts: string[] = [];
      await events(base, ({ choices }) => {
        parts.push(choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? "");
      });
      return parts.join("");
    },
  });
}

/** The least that any client does: no checks, no tools, no usage, a cut stream passes for a whole one. */
export const limit: Contestant = {
  name: "limit",
  kind: "limit",
  packages: ["undici"],
  required: true,
  always: true,
  load,
};
