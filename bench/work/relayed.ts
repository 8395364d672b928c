import { readFileSync } from "node:fs";
import { Agent, request, type IncomingMessage } from "node:http";

import type { Figures } from "../lib/results.ts";
import { measured } from "../lib/spread.ts";
import type { Ask } from "../relays/relay.ts";
import { times, type Tools } from "./job.ts";

/** Hundredths of seconds are what the system counts in. */
const TICK_US = 10_000;
const TOGETHER = 16;
/** Small streams until a relay is warm: code is compiled behind what runs. */
const WARM_UP = 1500;

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

/** What a relay costs: its CPU per million tokens, time to the first byte, small requests a second. */
export async function relayed({ job }: Pick<Tools, "job">): Promise<Figures> {
  const { relay, repeat } = job;
  const tokens = job.workloads[0]?.tokens ?? 0;
  if (relay === undefined) throw new Error("no relay");
  const { asks, pid } = relay;
  await times(5, async () => void (await ask(asks.stream, true)));
  await times(WARM_UP, async () => void (await ask(asks.small, true)));
  const before = cpuOf(pid);
  await times(repeat, async () => void (await ask(asks.stream, true)));
  const cpu = (cpuOf(pid) - before) / repeat / tokens;
  const firsts: number[] = [];
  await times(300, async () => void firsts.push((await ask(asks.small, true)).first));
  const started = performance.now();
  const each = 60;
  const lane = (): Promise<void> => times(each, async () => void (await ask(asks.small, false)));
  await Promise.all(Array.from({ length: TOGETHER }, lane));
  const perSecond = (each * TOGETHER * 1000) / (performance.now() - started);
  const figures = { first: measured(firsts).median, perSecond };
  return Number.isNaN(cpu) ? figures : { ...figures, cpu };
}
