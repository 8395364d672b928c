// How late the events of a stream are through each installed proxy, beside none: pnpm bench:proxies
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { sharedTransport } from "../../src/index.ts";
import { messages, overWire, scripted } from "../support/scripted-provider.ts";
import { testCa, validLeaf } from "../support/tls.ts";
import { programFile } from "./programs.ts";
import { startProxy } from "./real-proxy.ts";
import { USER, WAYS } from "./ways.ts";

const EVENTS = 20;
const APART_MS = 25;
const ROUNDS = 3;
const MOST_MS = 50;

/** Each event says when it was sent. */
const onRequest: RequestListener = (request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
  void (async () => {
    for (let event = 0; event < EVENTS; event++) {
      await pause(APART_MS);
      response.write(`data: "${performance.now()}"\n\n`);
    }
    response.end(`data: {"type":"finish","reason":"stop"}\n\n`);
  })();
};

interface Lags {
  readonly median: number;
  readonly most: number;
}

async function lagsOf(baseUrl: string, proxy?: string): Promise<Lags> {
  const settings = { baseUrl, tls: { ca: testCa }, ...(proxy === undefined ? {} : { proxy }) };
  const lags: number[] = [];
  for await (const sent of scripted(overWire, settings).createAsyncGenerator({ messages })) {
    lags.push(performance.now() - Number(sent));
  }
  if (lags.length !== EVENTS) throw new Error(`${lags.length} of ${EVENTS} events arrived`);
  const sorted = lags.toSorted((a, b) => a - b);
  return { median: sorted[EVENTS / 2] ?? Number.NaN, most: sorted[EVENTS - 1] ?? Number.NaN };
}

const plain = createServer(onRequest).listen(0, "127.0.0.1");
const secure = createTlsServer({ ...validLeaf }, onRequest).listen(0, "127.0.0.1");
await Promise.all([once(plain, "listening"), once(secure, "listening")]);
const targets = [
  `http://localhost:${(plain.address() as AddressInfo).port}/`,
  `https://localhost:${(secure.address() as AddressInfo).port}/`,
];
process.stdout.write(
  `${EVENTS} events, ${APART_MS} ms apart: the best of ${ROUNDS} rounds, as other work delays, too\n`,
);

async function measure(way: string, proxy?: string): Promise<void> {
  for (const baseUrl of targets) {
    // The first call of a way opens its connection, and loads what it needs.
    await lagsOf(baseUrl, proxy);
    const rounds: Lags[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await lagsOf(baseUrl, proxy));
    const { median, most } = rounds.reduce((a, b) => (a.most < b.most ? a : b));
    if (most > MOST_MS) process.exitCode = 1;
    const target = new URL(baseUrl).protocol.slice(0, -1).padEnd(5);
    const figures = `median ${median.toFixed(2)} ms, most ${most.toFixed(2)} ms`;
    process.stdout.write(`${way.padEnd(36)} ${target} ${figures}\n`);
  }
}

await measure("direct");
for (const way of WAYS) {
  if (programFile(way.program) === undefined) {
    process.stdout.write(`${way.name}: not measured, ${way.program} is not installed\n`);
    continue;
  }
  await using proxy = await startProxy(way);
  for (const scheme of way.schemes) {
    const url = proxy.url(scheme, way.login === undefined ? "" : USER);
    await measure(`${way.name}, ${scheme}`, url);
  }
}
process.stdout.write(
  `${process.exitCode === 1 ? "an event was" : "no event was"} later than ${MOST_MS} ms\n`,
);
plain.close();
secure.close();
await sharedTransport().close();
