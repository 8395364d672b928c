import { startGateway } from "./built-gateway.ts";
import type { Load, Streamed } from "./client.ts";
import { costsOf } from "./costs.ts";
import { drain } from "./drain.ts";
import { killCycles } from "./kill.ts";
import { percentile, type Asked } from "./wire.ts";
import { startWorker, type Worker } from "./worker.ts";

/** One figure, and the gate that it must keep. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly most?: number;
  readonly least?: number;
}

/** The processes of a case. */
interface Setup extends AsyncDisposable {
  readonly upstream: Worker;
  /** The process between upstream and client. */
  readonly pid: number;
  readonly client: Worker;
  readonly target: Load["target"];
}

interface Between extends AsyncDisposable {
  readonly pid: number;
  readonly target: Load["target"];
}

async function setup(
  limits: object = {},
  between: (baseUrl: string, limits: object) => Promise<Between> = startGateway,
): Promise<Setup> {
  await using started = new AsyncDisposableStack();
  const upstream = started.use(await startWorker("upstream.ts"));
  const { pid, target } = started.use(await between(String(upstream.hello["url"]), limits));
  const client = started.use(await startWorker("client.ts"));
  // Compiles what every call needs, so that a case measures its load alone.
  await whole(client, { kind: "streams", target, asked: QUICK, count: 20 });
  const all = started.move();
  return { upstream, pid, client, target, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

async function startPassThrough(upstream: string): Promise<Between> {
  const worker = await startWorker("pass-through.ts", upstream);
  return { ...worker, target: { url: String(worker.hello["url"]), key: "none" } };
}

const QUICK: Asked = { events: 20, paceMs: 0, bytes: 0 };

function load<Answer>(client: Worker, asking: Load): Promise<Answer> {
  return client.ask<Answer>(asking);
}

function told({ broken }: Streamed): void {
  for (const words of broken) console.log(`  broken: ${words}`);
}

/** A load of which no stream may be broken. */
async function whole(client: Worker, asking: Load): Promise<void> {
  const { complete, broken } = await load<Streamed>(client, asking);
  if (complete !== asking.count) {
    throw new Error(`${complete} of ${asking.count} streams are complete: ${broken.join(", ")}`);
  }
}

/** Clients begin within it: what is measured is not how fast one process opens sockets. */
const SPREAD_MS = 2_000;

/** R20 */
async function relay(): Promise<readonly Figure[]> {
  await using running = await setup();
  const { client, pid, target } = running;
  const count = 500;
  const asked = { events: 100, paceMs: 50, bytes: 20 };
  const [before, beforeUs] = [costsOf(pid).cpu, costsOf(client.pid).cpu];
  const asking = { kind: "streams", target, asked, count, spreadMs: SPREAD_MS } as const;
  const streamed = await load<Streamed>(client, asking);
  told(streamed);
  const { rss, cpu } = costsOf(pid);
  return [
    {
      what: "streams of 100 events @ 50 ms, complete",
      value: streamed.complete,
      unit: "",
      least: count,
    },
    { what: "lag p50, upstream's write to client", value: streamed.lagP50, unit: "ms" },
    { what: "lag p99", value: streamed.lagP99, unit: "ms", most: 150 },
    { what: "memory of the gateway, peak", value: rss, unit: "MiB", most: 256 },
    { what: "CPU of the gateway", value: cpu - before, unit: "s" },
    { what: "CPU of the clients", value: costsOf(client.pid).cpu - beforeUs, unit: "s" },
  ];
}

/** R13 */
async function disconnect(): Promise<readonly Figure[]> {
  await using running = await setup();
  const { client, upstream, target } = running;
  const count = 30;
  // At a pace, or all of it would lie in the buffers of the system before anybody leaves.
  const asked = { events: 1_280, paceMs: 4, bytes: 4_096 };
  await upstream.ask({});
  const { at, probes } = await load<{ at: number; probes: number }>(client, {
    kind: "dropped",
    target,
    asked,
    count,
  });
  const { left, open } = await upstream.ask<{ left: readonly number[]; open: number }>({});
  const late = left.map((time) => (time - at) / 1_000);
  return [
    {
      what: "streams of 5 MiB left at once, closed upstream",
      value: left.length,
      unit: "",
      least: count,
    },
    { what: "still open upstream", value: open, unit: "", most: 0 },
    {
      what: "leaving to closed upstream, p99",
      value: percentile(late, 0.99),
      unit: "ms",
      most: 250,
    },
    { what: "/readyz meanwhile, p99", value: probes, unit: "ms", most: 200 },
  ];
}

/** R19; the cut is set to 5 s here, which is 60 s by default. */
async function stalled(): Promise<readonly Figure[]> {
  const stallMs = 5_000;
  const count = 20;
  await using running = await setup({ writeStallMs: stallMs });
  const { client, upstream, pid, target } = running;
  const asked = { events: 8_192, paceMs: 0, bytes: 4_096 };
  await upstream.ask({});
  const at = await load<number>(client, { kind: "stalled", target, asked, count });
  const cut: number[] = [];
  for (let tries = 0; tries < 40 && cut.length < count; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { left } = await upstream.ask<{ readonly left: readonly number[] }>({});
    cut.push(...left.map((time) => (time - at) / 1_000));
  }
  const { rss } = costsOf(pid);
  return [
    { what: "readers of 32 MiB that stopped, cut off", value: cut.length, unit: "", least: count },
    {
      what: "the first, after they stopped",
      value: Math.min(...cut),
      unit: "ms",
      least: stallMs - 1_000,
    },
    { what: "the last", value: Math.max(...cut), unit: "ms", most: 2.5 * stallMs },
    { what: "memory of the gateway, peak", value: rss, unit: "MiB", most: 200 },
  ];
}

/** R22 */
async function overload(): Promise<readonly Figure[]> {
  const limit = 100;
  await using running = await setup({ maxStreams: limit, maxQueue: 0 });
  const { client, target } = running;
  const asked = { events: 120, paceMs: 50, bytes: 20 };
  const count = 3 * limit;
  const asking = { kind: "streams", target, asked, count, spreadMs: SPREAD_MS } as const;
  const streamed = await load<Streamed>(client, asking);
  told(streamed);
  return [
    {
      what: "let in of three times the limit, complete",
      value: streamed.complete,
      unit: "",
      least: limit,
    },
    { what: "refused with Retry-After", value: streamed.refused, unit: "", least: count - limit },
    { what: "refusal p99", value: streamed.refusedP99, unit: "ms", most: 50 },
    { what: "lag of those let in, p99", value: streamed.lagP99, unit: "ms", most: 200 },
  ];
}

/** R24 */
async function stop(): Promise<readonly Figure[]> {
  const count = 50;
  const seconds = 5;
  const asked = { events: 20 * seconds, paceMs: 50, bytes: 20 };
  const once = await drain(asked, count, false);
  told(once.streamed);
  const twice = await drain(asked, count, true);
  const { complete } = once.streamed;
  return [
    { what: "streams of 5 s under SIGTERM, complete", value: complete, unit: "", least: count },
    { what: "exit status", value: once.status, unit: "", most: 0 },
    { what: "SIGTERM to the end", value: once.ms, unit: "ms", most: seconds * 1_000 + 500 },
    { what: "second SIGTERM to the end", value: twice.ms, unit: "ms", most: 200 },
    { what: "exit status then", value: twice.status, unit: "", most: 143, least: 143 },
  ];
}

/** Enough for a clock that ticks a hundred times a second. */
const TOKENS = 200_000;

/** CPU and the way to the first byte, in turns with a plain pass-through. */
async function speed(): Promise<readonly Figure[]> {
  await using ours = await setup();
  await using plain = await setup({}, startPassThrough);
  const sides = { ours: [] as number[], plain: [] as number[] };
  const firsts = { ours: [] as number[], plain: [] as number[], direct: [] as number[] };
  const direct = {
    ...plain,
    target: { url: String(plain.upstream.hello["url"]).replace("/v1", ""), key: "none" },
  };
  const asked = { events: TOKENS, paceMs: 0, bytes: 0 };
  for (let round = 0; round < 5; round++) {
    for (const [name, { client, pid, target }] of [
      ["ours", ours],
      ["plain", plain],
    ] as const) {
      const before = costsOf(pid).cpu;
      await whole(client, { kind: "streams", target, asked, count: 1 });
      sides[name].push(((costsOf(pid).cpu - before) / TOKENS) * 1e6);
    }
    for (const [name, { client, target }] of [
      ["direct", direct],
      ["plain", plain],
      ["ours", ours],
    ] as const) {
      const first: Load = { kind: "first-byte", target, asked: QUICK, count: 300 };
      firsts[name].push(await load<number>(client, first));
    }
  }
  const middle = (values: readonly number[]): number => percentile(values, 0.5);
  // The first round compiles.
  const [cpu, base] = [middle(sides.ours.slice(1)), middle(sides.plain.slice(1))];
  const [first, through, straight] = [
    middle(firsts.ours.slice(1)),
    middle(firsts.plain.slice(1)),
    middle(firsts.direct.slice(1)),
  ];
  return [
    { what: "CPU per million tokens", value: cpu, unit: "s" },
    { what: "the same, plain pass-through", value: base, unit: "s" },
    { what: "ratio", value: cpu / base, unit: "×", most: 2 },
    { what: "first byte without anything between, p50", value: straight, unit: "ms" },
    { what: "added by the pass-through", value: through - straight, unit: "ms" },
    { what: "added by the gateway", value: first - straight, unit: "ms", most: 0.6 },
  ];
}

/** R25 */
async function kill(): Promise<readonly Figure[]> {
  const { cycles, unreadable, lost, torn, readyMs } = await killCycles(200);
  return [
    {
      what: "times killed -9 while keys and spend were written",
      value: cycles,
      unit: "",
      least: 200,
    },
    { what: "files unreadable after it", value: unreadable, unit: "", most: 0 },
    { what: "keys and calls lost that were told to be kept", value: lost, unit: "", most: 0 },
    { what: "half lines, told and left out", value: torn, unit: "" },
    {
      what: "until both are read and written again, at most",
      value: readyMs,
      unit: "ms",
      most: 1_000,
    },
  ];
}

/** What can be run, by name. */
export const CASES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  relay,
  disconnect,
  stalled,
  overload,
  stop,
  speed,
  kill,
};
