import { having, interleave, inTurn, runnersOf, withoutRoute } from "../lib/bench.ts";
import { workload } from "../upstream/workload.ts";
import type { Suite } from "./suite.ts";

const STREAMS = 1000;
const EVENTS = 100;
const PACE_MS = 50;
const MIB = 1024 * 1024;

export const slowStreams: Suite = {
  name: "slow-streams",
  title: "1,000 slow streams",
  about: `${STREAMS.toLocaleString("en")} streams at once, ${EVENTS} events each, one every ${PACE_MS} ms: CPU of the whole, memory, how late the event loop was, with a young generation of 16 MiB. A lost character fails the contestant.`,
  run: async (bench) => {
    const [streams, pace] = bench.quick ? [300, 15] : [STREAMS, PACE_MS];
    const workloads = [workload({ tokens: EVENTS, pace })];
    const chosen = bench.quick
      ? withoutRoute(bench.contestants)
      : bench.contestants.filter(({ always = false }) => always);
    const runners = runnersOf(bench, chosen, () => ({ work: "slow", workloads, repeat: streams }));
    const rows = await interleave(bench, bench.quick ? 1 : 2, runners);
    const whole = rows.find(({ kind }) => kind === "limit")?.figures["length"]?.median;
    const good = rows.filter(({ name, figures }) => {
      const lost = figures["length"]?.samples.some((length) => length !== whole) ?? true;
      if (lost) bench.leaveOut({ name, why: "it lost characters" });
      return !lost;
    });
    return {
      rows: good,
      views: [
        {
          title: `${streams} streams`,
          ratio: "perStream",
          columns: [
            { key: "perStream", title: "KiB per stream", digits: 0 },
            { key: "peak", title: "peak MiB", digits: 0 },
            { key: "cpu", title: "CPU ms", digits: 0 },
            { key: "lag", title: "lag p99 ms", digits: 1 },
          ],
        },
      ],
    };
  },
};

export const longLine: Suite = {
  name: "long-line",
  title: "One line of 8 MiB",
  about:
    "One event with a text of 8 MiB, such as an image: ms to read it, and the longest time in which nothing else could run.",
  run: async (bench) => {
    const workloads = [workload({ says: "line", tokens: 8 * MIB, packing: "joined" })];
    const chosen = bench.quick
      ? withoutRoute(bench.contestants)
      : bench.contestants.filter(({ always = false }) => always);
    const job = { work: "line", workloads, repeat: 1, warmUp: { calls: 3, ms: 3000 } } as const;
    return {
      rows: await inTurn(bench, chosen, { rounds: bench.quick ? 7 : 20, job }),
      views: [
        {
          title: "Ms",
          ratio: "ms",
          columns: [
            { key: "ms", title: "ms", digits: 1 },
            { key: "stall", title: "longest stall, ms", digits: 1 },
          ],
        },
      ],
    };
  },
};

export const toolArguments: Suite = {
  name: "tool-arguments",
  title: "Tool arguments in fragments",
  about:
    "CPU µs per fragment of the arguments of one tool call, accumulated as the library does it, by the number of fragments.",
  run: async (bench) => {
    const sizes = bench.quick ? [1000, 10_000] : [100, 1000, 10_000];
    const workloads = sizes.map((tokens) => workload({ says: "tool", tokens }));
    const able = await having(bench.contestants, "tool");
    // Slow libraries take a minute for it.
    const chosen = bench.quick ? able.filter(({ kind }) => kind !== "peer") : able;
    const warmUp = { calls: 4, ms: 2000 };
    const job = { work: "tool", workloads, repeat: 10_000, warmUp } as const;
    const rounds = bench.quick ? 4 : 10;
    return {
      rows: await inTurn(bench, chosen, { rounds, peerRounds: 2, job }),
      views: [
        {
          title: "CPU µs per fragment",
          ratio: "10000.cpu",
          columns: sizes.map((size) => ({
            key: `${size}.cpu`,
            title: size.toLocaleString("en"),
            digits: 2,
          })),
        },
      ],
    };
  },
};
