import { AsyncGeneratorProvider, defineManifest, type Chunk } from "@g4f/core";
import { route } from "@g4f/router";

import { g4f } from "../contestants/ours.ts";
import type { Figures } from "../lib/results.ts";
import { measured } from "../lib/spread.ts";
import { toSegment } from "../upstream/workload.ts";
import { spent, times, warmUp, type Tools } from "./job.ts";

const TOKENS = 100_000;
const messages = [{ role: "user", content: "go" }] as const;
const CALLS = 10;

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

/** The layers between a generator and who reads it, by their key. */
const LAYERS: Readonly<Record<string, () => AsyncIterable<Chunk>>> = {
  bare,
  layered,
  text: () => Tokens.createAsyncGenerator({ messages }),
  chunks: () => Tokens.createAsyncGenerator({ messages }).chunks(),
  routed: () => route({ use: [new Tokens()] }).createAsyncGenerator({ messages }),
};

/** CPU ns per token of each layer, with nothing below it but a generator. */
export async function layers({ job }: Pick<Tools, "job">): Promise<Figures> {
  const samples = new Map(Object.keys(LAYERS).map((name) => [name, [] as number[]]));
  const read = async (name: string): Promise<void> => {
    let length = 0;
    for await (const chunk of LAYERS[name]?.() ?? [])
      length += typeof chunk === "string" ? chunk.length : 0;
    if (length !== TOKENS * 6) throw new Error(`${name} lost text`);
  };
  for (let round = -2; round < job.repeat; round++) {
    for (const [name, values] of samples) {
      const { cpu } = await spent(() => read(name));
      if (round >= 0) values.push((cpu * 1000) / TOKENS);
    }
  }
  return Object.fromEntries([...samples].map(([name, values]) => [name, measured(values).median]));
}

/**
 * How many times the CPU of a short call it takes through a route: pairs of runs, one after the other, once
 * both are warm.
 */
export async function routed({ job, client }: Tools): Promise<Figures> {
  const [asked] = job.workloads;
  if (asked === undefined) throw new Error("no workload");
  const provider = (await g4f.load())(`${job.origin}/${toSegment(asked)}`);
  const ways = { alone: provider, through: client(asked) };
  const cost = { alone: [] as number[], through: [] as number[] };
  const pair = async (round: number): Promise<void> => {
    const names = ["alone", "through"] as const;
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { cpu } = await spent(() => times(CALLS, () => ways[name].stream(() => {})));
      cost[name].push(cpu / CALLS);
    }
  };
  let round = 0;
  await warmUp(job, () => pair(round++));
  cost.alone.length = 0;
  cost.through.length = 0;
  await times(job.repeat, () => pair(round++));
  const ratios = cost.through.map((us, at) => us / (cost.alone[at] ?? Number.NaN));
  return {
    alone: measured(cost.alone).median,
    through: measured(cost.through).median,
    ratio: measured(ratios).median,
  };
}
