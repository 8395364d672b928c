// What an uneventful call costs through a route, beside the same call without: over loopback, from a
// server in a process of its own. node --conditions=@g4f/source bench/router.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

import {
  AsyncGeneratorProvider,
  defineManifest,
  sse,
  type Chunk,
  type ProviderContext,
  type ProviderRequest,
} from "@g4f/core";
import { route } from "@g4f/router";

import { median } from "./median.ts";

const TOKENS = 100;
const CALLS = 20;
const ROUNDS = 301;
const MOST = 1.05;
const messages = [{ role: "user", content: "go" }] as const;

const event = (chunk: Chunk): string => `data: ${JSON.stringify(chunk)}\n\n`;
const BODY = `${event("token ").repeat(TOKENS)}${event({ type: "finish", reason: "stop" })}`;

async function serve(): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(BODY);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
}

class Tokens extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Tokens",
    url: "https://tokens.test",
    working: true,
    defaultModel: "tokens-1",
  });

  protected override async *generate(
    { model, messages: asked }: ProviderRequest,
    { http }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { body } = await http.post("/chat", { model, messages: asked });
    for await (const { data } of sse(body)) yield JSON.parse(data) as Chunk;
  }
}

async function cpuPerCall(provider: {
  readonly createAsyncGenerator: (request: {
    readonly messages: typeof messages;
  }) => AsyncIterable<string>;
}): Promise<number> {
  const before = process.cpuUsage();
  for (let call = 0; call < CALLS; call++) {
    let length = 0;
    for await (const text of provider.createAsyncGenerator({ messages })) length += text.length;
    if (length !== TOKENS * 6) throw new Error(`lost text: ${length} characters`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

async function compare(): Promise<void> {
  const path = fileURLToPath(import.meta.url);
  const server = spawn(process.execPath, ["--conditions=@g4f/source", path, "--serve"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(server.stdout, "data")) as [Buffer];
  const tokens = new Tokens({ baseUrl: `http://127.0.0.1:${String(port).trim()}` });
  const contestants = { without: tokens, through: route({ use: [tokens] }) };
  const samples = { without: [] as number[], through: [] as number[] };
  for (let round = -40; round < ROUNDS; round++) {
    // Who goes first changes: neither always finds what the other left.
    const order =
      round % 2 === 0 ? (["without", "through"] as const) : (["through", "without"] as const);
    for (const name of order) {
      const us = await cpuPerCall(contestants[name]);
      if (round >= 0) samples[name].push(us);
    }
  }
  server.kill();
  const [without, through] = [median(samples.without), median(samples.through)];
  // Each round compares what ran one after the other, on a machine that others may share.
  const pairs = samples.through.map((us, round) => us / (samples.without[round] ?? Number.NaN));
  const ratio = median(pairs).median;
  console.log(
    `${CALLS} calls of ${TOKENS} tokens over loopback, ${ROUNDS} rounds, interleaved, medians`,
  );
  console.table({
    "without a route": {
      "CPU µs per call": without.median.toFixed(1),
      spread: without.spread.toFixed(1),
    },
    "through a route": {
      "CPU µs per call": through.median.toFixed(1),
      spread: through.spread.toFixed(1),
    },
  });
  console.log(`${ratio.toFixed(3)} × in the median of all rounds (at most ${MOST})`);
  if (ratio > MOST) process.exitCode = 1;
}

if (process.argv.includes("--serve")) await serve();
else await compare();
