import type { Load, Streamed } from "./client.ts";
import type { Costs } from "./costs.ts";
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
  readonly gateway: Worker;
  readonly client: Worker;
  readonly target: Load["target"];
}

async function setup(limits: object = {}, file = "served.ts"): Promise<Setup> {
  const upstream = await startWorker("upstream.ts");
  const gateway = await startWorker(file, String(upstream.hello["url"]), JSON.stringify(limits));
  const client = await startWorker("client.ts");
  const target = { url: String(gateway.hello["url"]), key: String(gateway.hello["key"]) };
  // Compiles what every call needs, so that a case measures its load alone.
  await load(client, { kind: "streams", target, asked: QUICK, count: 20 });
  await gateway.ask({});
  return {
    upstream,
    gateway,
    client,
    target,
    [Symbol.asyncDispose]: async () => {
      for (const one of [client, gateway, upstream]) await one[Symbol.asyncDispose]();
    },
  };
}

const QUICK: Asked = { events: 20, paceMs: 0, bytes: 0 };

function load<Answer>(client: Worker, asking: Load): Promise<Answer> {
  return client.ask<Answer>(asking);
}

function told({ broken }: Streamed): void {
  for (const words of broken) console.log(`  broken: ${words}`);
}

/** R20 */
async function relay(): Promise<readonly Figure[]> {
  await using running = await setup();
  const { client, gateway, target } = running;
  const count = 500;
  const asked = { events: 100, paceMs: 50, bytes: 20 };
  const streamed = await load<Streamed>(client, { kind: "streams", target, asked, count });
  told(streamed);
  const { rss, cpu } = await gateway.ask<Costs>({});
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
    { what: "CPU of the gateway", value: cpu, unit: "s" },
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
  await using running = await setup({ writeStallMs: stallMs });
  const { client, gateway, target } = running;
  const asked = { events: 8_192, paceMs: 0, bytes: 4_096 };
  const cut = await load<readonly number[]>(client, { kind: "stalled", target, asked, count: 20 });
  const { rss } = await gateway.ask<Costs>({});
  return [
    { what: "readers of 32 MiB that stopped, cut off", value: cut.length, unit: "", least: 20 },
    {
      what: "the first, after it stopped",
      value: Math.min(...cut),
      unit: "ms",
      least: stallMs - 500,
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
  const asked = { events: 60, paceMs: 50, bytes: 20 };
  const count = 3 * limit;
  const streamed = await load<Streamed>(client, { kind: "streams", target, asked, count });
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

const TOKENS = 50_000;

/** CPU and the way to the first byte, in turns with a plain pass-through. */
async function speed(): Promise<readonly Figure[]> {
  await using ours = await setup();
  await using plain = await setup({}, "pass-through.ts");
  const sides = { ours: [] as number[], plain: [] as number[] };
  const firsts = { ours: [] as number[], plain: [] as number[], direct: [] as number[] };
  const direct = {
    ...plain,
    target: { url: String(plain.upstream.hello["url"]).replace("/v1", ""), key: "none" },
  };
  const asked = { events: TOKENS, paceMs: 0, bytes: 0 };
  for (let round = 0; round < 5; round++) {
    for (const [name, { client, gateway, target }] of [
      ["ours", ours],
      ["plain", plain],
    ] as const) {
      await gateway.ask({});
      told(await load<Streamed>(client, { kind: "streams", target, asked, count: 1 }));
      const { cpu } = await gateway.ask<Costs>({});
      sides[name].push((cpu / TOKENS) * 1e6);
    }
    for (const [name, { client, target }] of [
      ["direct", direct],
      ["plain", plain],
      ["ours", ours],
    ] as const) {
      const first: Load = { kind: "first-byte", target, asked: QUICK, count: 100 };
      firsts[name].push(await load<number>(client, first));
    }
  }
  const middle = (values: readonly number[]): number => percentile(values, 0.5);
  // The first round compiles.
  const [cpu, base] = [middle(sides.ours.slice(1)), middle(sides.plain.slice(1))];
  const [first, through, straight] = [
    middle(firsts.ours),
    middle(firsts.plain),
    middle(firsts.direct),
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
  speed,
  kill,
};
