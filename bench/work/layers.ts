import { AsyncGeneratorProvider, defineManifest, type Chunk } from "@g4f/core";
import { route } from "@g4f/router";

import type { Figures } from "../lib/results.ts";
import { measured } from "../lib/spread.ts";
import { toSegment } from "../upstream/workload.ts";
import { spent, times, type Tools } from "./job.ts";

const TOKENS = 100_000;
const messages = [{ role: "user", content: "go" }] as const;
const CALLS = 20;

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

/** How many times the CPU of a short call it takes through a route: pairs of runs, one after the other. */
export async function routed({ job, client }: Tools): Promise<Figures> {
  const [asked] = job.workloads;
  if (asked === undefined) throw new Error("no workload");
  const { OpenAI } = await import("@g4f/provider-openai");
  const through = client(asked);
  const base = `${job.origin}/${toSegment(asked)}`;
  const provider = new OpenAI({ apiKey: "k", baseUrl: `${base}/v1` });
  const alone = async (): Promise<void> => {
    for await (const _text of provider.createAsyncGenerator({ messages })) void _text;
  };
  const cost = { alone: [] as number[], through: [] as number[] };
  for (let round = -40; round < job.repeat; round++) {
    const pair =
      round % 2 === 0 ? (["alone", "through"] as const) : (["through", "alone"] as const);
    for (const name of pair) {
      const call = name === "alone" ? alone : () => through.stream(() => {});
      const { cpu } = await spent(() => times(CALLS, call));
      if (round >= 0) cost[name].push(cpu / CALLS);
    }
  }
  const ratios = cost.through.map((us, round) => us / (cost.alone[round] ?? Number.NaN));
  return {
    alone: measured(cost.alone).median,
    through: measured(cost.through).median,
    ratio: measured(ratios).median,
  };
}
