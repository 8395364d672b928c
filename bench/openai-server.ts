// A server in a process of its own: streams precomputed chat completions, 10 000 tokens each.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { recordings } from "@g4f/recorded";

export const TOKENS = 10_000;
const SLICE = 16 * 1024;

const chunk = (content: string): string =>
  JSON.stringify({
    id: "chatcmpl-abcdefghijklmnopqrstuvwxyz012",
    object: "chat.completion.chunk",
    created: 1770933892,
    model: "gpt-4.1-nano-2025-04-14",
    service_tier: "default",
    system_fingerprint: "fp_de604bd877",
    choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }],
  });

const END = [
  JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
  JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: TOKENS } }),
];

/** Plain events, or those that OpenAI sent, padding and all, again and again. */
function events(kind: string): string[] {
  const recorded = recordings("openai-chat")?.find(({ name }) => name === "openai-text.jsonl");
  const said = recorded?.events.slice(1, -2) ?? [];
  return Array.from({ length: TOKENS }, (_, at) =>
    kind === "recorded" ? (said[at % said.length] ?? "") : chunk(` token${at % 10}`),
  );
}

if (process.send !== undefined) {
  const bodies = new Map(
    ["plain", "recorded"].map((kind) => {
      const frames = [...events(kind), ...END, "[DONE]"].map((event) => `data: ${event}\n\n`);
      return [kind, Buffer.from(frames.join(""))];
    }),
  );
  const server = createServer((request, response) => {
    const body = bodies.get(request.url?.split("/")[1] ?? "") ?? Buffer.alloc(0);
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (from: number): void => {
      let at = from;
      while (at < body.length) {
        const more = response.write(body.subarray(at, at + SLICE));
        at += SLICE;
        if (!more) return void response.once("drain", () => send(at));
      }
      response.end();
    };
    send(0);
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}
