import { measured } from "../lib/spread.ts";
import { LEAD_IN, spent, times, warmUp, type Slice, type Tools } from "./job.ts";

/** Ms from the call to its first text, connections kept. */
export async function firstToken({ job, client }: Tools): Promise<Slice> {
  const [asked] = job.workloads;
  if (asked === undefined) throw new Error("no workload");
  const reader = client(asked);
  const once = async (): Promise<number> => {
    const started = performance.now();
    let first = Number.NaN;
    await reader.stream(() => {
      if (Number.isNaN(first)) first = performance.now() - started;
    });
    return first;
  };
  await warmUp(job, async () => void (await once()));
  return async () => {
    const samples: number[] = [];
    await times(LEAD_IN, async () => void (await once()));
    await times(job.repeat, async () => void samples.push(await once()));
    return { ms: measured(samples).median };
  };
}

/** Ms and CPU of a small answer that is not streamed. */
export async function small({ job, client }: Tools): Promise<Slice> {
  const [asked] = job.workloads;
  const complete = asked === undefined ? undefined : client(asked).complete;
  if (complete === undefined) throw new Error("the library has no such call");
  await warmUp(job, async () => void (await complete()));
  return async () => {
    const samples: number[] = [];
    await times(LEAD_IN, async () => void (await complete()));
    const { cpu } = await spent(() =>
      times(job.repeat, async () => {
        const started = performance.now();
        await complete();
        samples.push(performance.now() - started);
      }),
    );
    return { ms: measured(samples).median, cpu: cpu / job.repeat / 1000 };
  };
}

/** CPU per fragment of the arguments of a tool call. */
export async function tool({ job, client }: Tools): Promise<Slice> {
  const reads = job.workloads.map((asked) => {
    const call = client(asked).tool;
    if (call === undefined) throw new Error("the library has no such call");
    const once = async (): Promise<void> => {
      if ((await call()) === "") throw new Error("there were no arguments");
    };
    return { tokens: asked.tokens, once, repeat: Math.ceil(job.repeat / asked.tokens) };
  });
  await warmUp(job, async () => {
    for (const { once, repeat } of reads) await times(repeat, once);
  });
  return async () => {
    const figures: Record<string, number> = {};
    for (const { tokens, once, repeat } of reads) {
      const { cpu } = await spent(() => times(repeat, once));
      figures[`${tokens}.cpu`] = cpu / repeat / tokens;
    }
    return figures;
  };
}
