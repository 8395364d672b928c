// CPU per token of the OpenAI wire over a socket, beside the least that any client does:
// node --conditions=@g4f/source bench/openai.ts
import { fork } from "node:child_process";

import { OpenAI } from "@g4f/provider-openai";
import { recordings } from "@g4f/recorded";
import { Agent } from "undici";

import { median } from "./median.ts";
import { TOKENS } from "./openai-server.ts";

const ROUNDS = 25;
const WARM_UP = 10;
const messages = [{ role: "user", content: "go" }] as const;

const child = fork(new URL("openai-server.ts", import.meta.url));
const port = await new Promise<unknown>((resolve) => child.once("message", resolve));
const origin = `http://127.0.0.1:${String(port)}`;
const agent = new Agent();

/** Bytes, split at blank lines, each parsed: no checks, no tools, no usage, no truncation. */
function least(kind: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const utf8 = new TextDecoder();
    let rest = "";
    let tokens = 0;
    const read = (text: string): string => {
      let start = 0;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", start)) {
        const data = text.slice(start + 6, end);
        start = end + 2;
        if (data === "[DONE]") continue;
        const event = JSON.parse(data) as { choices: { delta: { content?: string } }[] };
        if (event.choices[0]?.delta.content !== undefined) tokens++;
      }
      return text.slice(start);
    };
    const path = `/${kind}/chat/completions`;
    agent.dispatch(
      { origin, path, method: "POST", body: JSON.stringify({ messages }) },
      {
        onRequestStart: () => {},
        onResponseStart: () => {},
        onResponseData: (_controller, bytes) => {
          rest = read(rest + utf8.decode(bytes, { stream: true }));
        },
        onResponseEnd: () => resolve(tokens),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

async function ours(kind: string): Promise<number> {
  const provider = new OpenAI({ apiKey: "k", baseUrl: `${origin}/${kind}` });
  let tokens = 0;
  for await (const _text of provider.createAsyncGenerator({ messages })) tokens++;
  return tokens;
}

async function usPerToken(run: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const tokens = await run();
  if (tokens !== TOKENS) throw new Error(`lost tokens: ${tokens} of ${TOKENS}`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / TOKENS;
}

const kinds = recordings("openai-chat") === undefined ? ["plain"] : ["plain", "recorded"];
const rows: object[] = [];
for (const kind of kinds) {
  const samples = { least: [] as number[], ours: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const us = {
      least: await usPerToken(() => least(kind)),
      ours: await usPerToken(() => ours(kind)),
    };
    if (round >= 0) for (const name of ["least", "ours"] as const) samples[name].push(us[name]);
  }
  const [base, own] = [median(samples.least), median(samples.ours)];
  rows.push({
    stream: kind,
    "least, CPU µs per token": base.median.toFixed(2),
    "ours, CPU µs per token": own.median.toFixed(2),
    "× least": (own.median / base.median).toFixed(2),
  });
}
child.kill();
await agent.close();
console.log(`${TOKENS} tokens, ${ROUNDS} rounds, interleaved, medians`);
console.table(rows);
