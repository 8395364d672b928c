import { getEventListeners } from "node:events";

import { expect, test } from "vitest";

import { undiciTransport } from "../../src/http/undici-transport.ts";
import type { Logger, ProviderStream } from "../../src/index.ts";
import { messages, overWire, preload, scripted, stop } from "../support/scripted-provider.ts";
import { sseServer } from "../support/sse-server.ts";

/** Timers and sockets that keep a process alive. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (/^Timeout$|^TCP|^TLS/.test(name)) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** What there is more of than `before`, once it is gone or many turns of the event loop have passed. */
async function leftOver(before: Readonly<Record<string, number>>): Promise<string[]> {
  let more: string[] = [];
  for (let turn = 0; turn < 20_000; turn++) {
    more = Object.entries(resources()).flatMap(([name, count]) =>
      count > (before[name] ?? 0) ? [`${name} ${count}`] : [],
    );
    if (more.length === 0) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return more;
}

/** Ways to use a call, good and bad; the body of each request names one. */
const uses: Readonly<Record<string, (stream: ProviderStream) => Promise<unknown>>> = {
  good: async (stream) => await stream.collect(),
  left: async (stream) => {
    for await (const _ of stream) break;
  },
  cut: async (stream) => await stream.collect(),
  reset: async (stream) => await stream.collect(),
  stalled: async (stream) => await stream.collect(),
  refused: async (stream) => await stream.next(),
  returned: async (stream) => {
    await stream.next();
    const pending = stream.next();
    await stream.return();
    await pending;
  },
  cancelled: async (stream) => {
    const reader = stream.toReadableStream().getReader();
    await reader.read();
    await reader.cancel();
  },
};

test("2,000 calls on one signal leave no listener, timer, socket or rejection", async () => {
  const faults: unknown[] = [];
  const note = (fault: unknown): void => void faults.push(fault);
  process.on("unhandledRejection", note);
  process.on("warning", note);
  await preload();
  const before = resources();
  const server = await sseServer((exchange) => {
    if (exchange.method === "DELETE") return exchange.end();
    if (exchange.body.includes("refused")) {
      exchange.respond(500, "application/json");
      return exchange.end();
    }
    exchange.send("hello");
    if (exchange.body.includes("good")) exchange.send(stop);
    if (/good|cut/.test(exchange.body)) exchange.end();
    if (exchange.body.includes("reset")) setImmediate(exchange.reset);
  });
  const transport = undiciTransport();
  const provider = scripted(
    async function* (request, context) {
      context.defer(async ({ http }) => {
        await http.delete("/chat", { allowEmpty: true });
      });
      yield* overWire(request, context);
    },
    { baseUrl: server.baseUrl, transport, deadlines: { idle: 250 } },
  );
  const { signal } = new AbortController();
  const names = Object.keys(uses);
  const outcomes: Record<string, number> = {};
  const one = async (index: number): Promise<void> => {
    const name = names[index % names.length] ?? "good";
    const stream = provider.createAsyncGenerator({
      messages: [{ role: "user", content: name }],
      signal,
    });
    const code = await uses[name]?.(stream).then(
      () => "ok",
      (error: unknown) => String(Reflect.get(Object(error), "code")),
    );
    await stream.closed;
    outcomes[`${name} ${code}`] = (outcomes[`${name} ${code}`] ?? 0) + 1;
  };
  for (let round = 0; round < 2000; round += 200) {
    await Promise.all(Array.from({ length: 200 }, (_, index) => one(round + index)));
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  expect(outcomes).toEqual({
    "good ok": 250,
    "left ok": 250,
    "cut truncated": 250,
    "reset network": 250,
    "stalled timeout": 250,
    "refused upstream": 250,
    "returned ok": 250,
    "cancelled ok": 250,
  });
  expect(server.exchanges.filter(({ method }) => method === "DELETE")).toHaveLength(2000);
  await transport.close();
  await server.close();
  expect(await leftOver(before)).toEqual([]);
  process.off("unhandledRejection", note);
  process.off("warning", note);
  expect(faults).toEqual([]);
});

test("calls that are aborted in flight leave nothing", async () => {
  await preload();
  const before = resources();
  const server = await sseServer((exchange) => exchange.send("hello"));
  const transport = undiciTransport();
  const provider = scripted(overWire, { baseUrl: server.baseUrl, transport });
  const abort = new AbortController();
  const { signal } = abort;
  const streams = Array.from({ length: 50 }, () =>
    provider.createAsyncGenerator({ messages, signal }),
  );
  for (const stream of streams) await stream.next();
  const pending = streams.map((stream) => stream.next());
  expect(getEventListeners(signal, "abort")).toHaveLength(50);
  abort.abort();
  const told = await Promise.allSettled(pending);
  expect(told.every(({ status }) => status === "rejected")).toBe(true);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  await Promise.all(streams.map(({ closed }) => closed));
  await Promise.all(server.exchanges.map(({ disconnected }) => disconnected));
  await transport.close();
  await server.close();
  expect(await leftOver(before)).toEqual([]);
});

test("a stream that is pulled once and forgotten is cut, with one warning", async () => {
  await preload();
  const before = resources();
  const lines: string[] = [];
  const write = (_: object, message: string): void => void lines.push(message);
  const logger: Logger = { debug: () => {}, info: write, warn: write, error: write };
  const server = await sseServer((exchange) => exchange.send("hello"));
  const transport = undiciTransport();
  const provider = scripted(overWire, {
    baseUrl: server.baseUrl,
    transport,
    logger,
    deadlines: { unread: 50 },
  });
  const abort = new AbortController();
  await provider.createAsyncGenerator({ messages, signal: abort.signal }).next();
  expect(getEventListeners(abort.signal, "abort")).toHaveLength(1);
  const exchange = await server.exchange(0);
  await exchange.disconnected;
  expect(getEventListeners(abort.signal, "abort")).toHaveLength(0);
  expect(lines).toEqual(["nothing was read for 50 ms: the call was cut (deadlines.unread)"]);
  await transport.close();
  await server.close();
  expect(await leftOver(before)).toEqual([]);
});
