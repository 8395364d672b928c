import { readFileSync } from "node:fs";
import { Agent, request, type IncomingMessage } from "node:http";

import type { Figures } from "../lib/results.ts";
import { measured } from "../lib/spread.ts";
import type { Ask } from "../relays/relay.ts";
import { LEAD_IN, times, warmUp, type Job, type RelayJob, type Slice, type Tools } from "./job.ts";

/** Hundredths of seconds are what the system counts in. */
const TICK_US = 10_000;
const TOGETHER = 16;

/** CPU of another process so far, in µs; NaN where the system does not tell. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_US;
  } catch {
    // Not every system has it, and what is asked directly has no process between.
    return Number.NaN;
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: TOGETHER });

interface Answer {
  /** Ms to the first byte of the body. */
  readonly first: number;
  readonly bytes: number;
  readonly text: string;
}

function ask({ url, model, headers }: Ask, stream: boolean): Promise<Answer> {
  const started = performance.now();
  const messages = [{ role: "user", content: "go" }];
  const body = JSON.stringify({ model, stream, messages });
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const json = { "content-type": "application/json", "content-length": body.length };
  const sent = request(url, { method: "POST", agent, headers: { ...json, ...headers } });
  sent.on("error", reject);
  sent.on("response", (response: IncomingMessage) => {
    let [first, bytes, text] = [Number.NaN, 0, ""];
    response.on("data", (chunk: Buffer) => {
      if (bytes === 0) first = performance.now() - started;
      bytes += chunk.length;
      text = (text + chunk.toString("latin1")).slice(-200);
    });
    response.on("error", reject);
    response.on("end", () => {
      const good = response.statusCode === 200 && (stream ? text.includes("[DONE]") : bytes > 0);
      if (good) resolve({ first, bytes, text });
      else reject(new Error(`status ${response.statusCode}: ${text}`));
    });
  });
  sent.end(body);
  return promise;
}

/** What a relay costs: its CPU per million tokens, small requests a second. */
export async function relayed({ job }: Pick<Tools, "job">): Promise<Figures> {
  const { repeat } = job;
  const { asks, pid } = relayOf(job);
  const tokens = job.workloads[0]?.tokens ?? 0;
  await times(5, async () => void (await ask(asks.stream, true)));
  const before = cpuOf(pid);
  await times(repeat, async () => void (await ask(asks.stream, true)));
  const cpu = (cpuOf(pid) - before) / repeat / tokens;
  const each = 60;
  const lanes = (): Promise<unknown> => {
    const lane = (): Promise<void> => times(each, async () => void (await ask(asks.small, false)));
    return Promise.all(Array.from({ length: TOGETHER }, lane));
  };
  await lanes();
  const started = performance.now();
  await lanes();
  const perSecond = (each * TOGETHER * 1000) / (performance.now() - started);
  return Number.isNaN(cpu) ? { perSecond } : { perSecond, cpu };
}

/** Ms to the first byte of a small stream through a relay. */
export async function firstByte({ job }: Pick<Tools, "job">): Promise<Slice> {
  const { asks } = relayOf(job);
  await warmUp(job, async () => void (await ask(asks.small, true)));
  return async () => {
    const firsts: number[] = [];
    await times(LEAD_IN, async () => void (await ask(asks.small, true)));
    await times(job.repeat, async () => void firsts.push((await ask(asks.small, true)).first));
    return { first: measured(firsts).median };
  };
}

function relayOf({ relay }: Job): RelayJob {
  if (relay === undefined) throw new Error("no relay");
  return relay;
}
