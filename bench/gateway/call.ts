import { request, type IncomingMessage } from "node:http";

import { modelOf, type Asked } from "./wire.ts";

/** Who is asked. */
export interface Target {
  readonly url: string;
  readonly key: string;
}

const BODY = (asked: Asked): string =>
  JSON.stringify({
    model: `acme:${modelOf(asked)}`,
    stream: true,
    messages: [{ role: "user", content: "Hello" }],
  });

/** Sends a request for a stream, over a connection of its own; gives the head of the answer. */
export function send(target: Target, asked: Asked): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const body = BODY(asked);
    const headers = {
      authorization: `Bearer ${target.key}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const path = `${target.url}/v1/chat/completions`;
    const asking = request(path, { method: "POST", agent: false, headers }, resolve);
    asking.on("error", reject);
    asking.end(body);
  });
}

const CONTENT = /"content":"((?:[^"\\]|\\.)*)"/g;
const MARKER = "data: [DONE]\n\n";

/** Reads events as they come: their text. @throws Error where the end marker did not come exactly once, last. */
export async function readEvents(
  answer: IncomingMessage,
  onText: (text: string) => void,
): Promise<void> {
  let rest = "";
  let ending = "";
  for await (const bytes of answer as AsyncIterable<Buffer>) {
    const text = rest + bytes.toString("latin1");
    const end = text.lastIndexOf("\n\n") + 2;
    const whole = end < 2 ? "" : text.slice(0, end);
    rest = end < 2 ? text : text.slice(end);
    for (const [, content = ""] of whole.matchAll(CONTENT)) onText(content);
    if (whole.includes('"error"')) throw new Error(`an error came: ${whole.slice(-300)}`);
    const marked = ending === "" ? whole.indexOf(MARKER) : 0;
    if (marked >= 0) ending += whole.slice(marked);
  }
  if (ending + rest !== MARKER) {
    const markers = ending.split(MARKER).length - 1;
    throw new Error(
      `${markers} end markers; the end is ${JSON.stringify((ending + rest).slice(-300))}`,
    );
  }
}
