// What the engine costs per token, beside a bare async generator: node --conditions=@g4f/source bench/engine.ts
import { AsyncGeneratorProvider, defineManifest, type Chunk } from "@g4f/core";

import { median } from "./median.ts";

const TOKENS = 200_000;
const ROUNDS = 9;

async function* bare(): AsyncGenerator<Chunk> {
  for (let index = 0; index < TOKENS; index++) yield "token ";
  yield { type: "finish", reason: "stop" };
}

async function* layered(): AsyncGenerator<Chunk> {
  for await (const chunk of bare()) yield chunk;
}

class Tokens extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Tokens",
    url: "https://tokens.test",
    working: true,
  });

  protected override generate(): AsyncGenerator<Chunk> {
    return bare();
  }
}

const request = { messages: [{ role: "user", content: "go" }] } as const;
const contestants: Readonly<Record<string, () => AsyncIterable<Chunk>>> = {
  "bare async generator": bare,
  "with one plain layer": layered,
  "engine, text": () => Tokens.createAsyncGenerator(request),
  "engine, chunks()": () => Tokens.createAsyncGenerator(request).chunks(),
};

async function nsPerToken(stream: AsyncIterable<Chunk>): Promise<number> {
  const before = process.cpuUsage();
  let length = 0;
  for await (const chunk of stream) length += typeof chunk === "string" ? chunk.length : 0;
  if (length !== TOKENS * 6) throw new Error(`lost text: ${length} of ${TOKENS * 6} characters`);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / TOKENS;
}

const samples = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
for (let round = -2; round < ROUNDS; round++) {
  for (const [name, open] of Object.entries(contestants)) {
    const ns = await nsPerToken(open());
    if (round >= 0) samples.get(name)?.push(ns);
  }
}

const base = median(samples.get("bare async generator") ?? []).median;
const rows = [...samples].map(([name, values]) => {
  const { median: ns, spread } = median(values);
  return {
    name,
    "CPU ns per token": Math.round(ns),
    spread: Math.round(spread),
    "× bare": (ns / base).toFixed(2),
  };
});
console.log(`${TOKENS} tokens, ${ROUNDS} rounds, interleaved, medians`);
console.table(rows);
