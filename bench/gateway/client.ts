/** The clients of a load, in a process of their own. */
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

import { readEvents, send, type Target } from "./call.ts";
import { Heard } from "./text.ts";
import { micros, percentile, type Asked } from "./wire.ts";
import { answerQuestions } from "./worker.ts";

/** One load. */
export interface Load {
  readonly kind: "streams" | "dropped" | "stalled" | "first-byte";
  readonly target: Target;
  readonly asked: Asked;
  /** How many at a time; for `first-byte`, one after the other. */
  readonly count: number;
  /** Over how many ms they begin. Default: at once. */
  readonly spreadMs?: number;
}

/** What came of streams side by side. */
export interface Streamed {
  readonly complete: number;
  /** Why others were not, each once. */
  readonly broken: readonly string[];
  /** Refusals with 429 or 503 and Retry-After. */
  readonly refused: number;
  readonly refusedP99: number;
  /** ms from upstream's write to here. */
  readonly lagP50: number;
  readonly lagP99: number;
}

/** Reads to the end; gives how late each event came. @throws Error where it is not all that upstream sent. */
async function readWhole(answer: IncomingMessage, asked: Asked): Promise<readonly number[]> {
  const heard = new Heard(asked);
  await readEvents(answer, (text) => heard.add(text));
  heard.end();
  return heard.lags;
}

async function streams({ target, asked, count, spreadMs = 0 }: Load): Promise<Streamed> {
  const lags: number[] = [];
  const refusals: number[] = [];
  const broken = new Set<string>();
  let complete = 0;
  const one = async (index: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, (index * spreadMs) / count));
    const start = performance.now();
    const answer = await send(target, asked);
    if (answer.statusCode !== 200) {
      answer.resume();
      const isTold = [429, 503].includes(answer.statusCode ?? 0) && answer.headers["retry-after"];
      if (isTold === undefined || isTold === false) throw new Error(`status ${answer.statusCode}`);
      refusals.push(performance.now() - start);
      return;
    }
    for (const lag of await readWhole(answer, asked)) lags.push(lag);
    complete++;
  };
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      one(index).catch((error: Error) => broken.add(error.message)),
    ),
  );
  return {
    complete,
    broken: [...broken],
    refused: refusals.length,
    refusedP99: percentile(refusals, 0.99),
    lagP50: percentile(lags, 0.5),
    lagP99: percentile(lags, 0.99),
  };
}

/** Streams that were begun and are read no further. */
async function begun({ target, asked, count }: Load): Promise<readonly IncomingMessage[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => send(target, asked)));
  await Promise.all(
    answers.map(async (answer) => {
      answer.on("error", () => undefined);
      await once(answer, "readable");
      answer.read();
      answer.pause();
    }),
  );
  return answers;
}

/** All leave at one moment. */
async function dropped(load: Load): Promise<{ readonly at: number; readonly probes: number }> {
  const answers = await begun(load);
  // What is on its way fills the buffers: upstream then waits.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const at = micros();
  for (const answer of answers) answer.destroy();
  const probes: number[] = [];
  for (let i = 0; i < 50; i++) {
    const start = performance.now();
    await ready(load.target.url);
    probes.push(performance.now() - start);
  }
  return { at, probes: percentile(probes, 0.99) };
}

function ready(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/readyz`, (answer) => {
      answer.resume().once("end", () => resolve());
    });
    asking.on("error", reject).end();
  });
}

/** Streams that nobody reads, for as long as this process lives. */
const unread: IncomingMessage[] = [];

/** None reads on; gives when they stopped. */
async function stalled(load: Load): Promise<number> {
  unread.push(...(await begun(load)));
  return micros();
}

async function firstByte({ target, asked, count }: Load): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const answer = await send(target, asked);
    await once(answer, "readable");
    times.push(performance.now() - start);
    await readWhole(answer, asked);
  }
  // The first ones are compiled anew.
  return percentile(times.slice(Math.floor(count / 4)), 0.5);
}

answerQuestions({}, (question) => {
  const load = question as unknown as Load;
  if (load.kind === "streams") return streams(load);
  if (load.kind === "dropped") return dropped(load);
  if (load.kind === "stalled") return stalled(load);
  return firstByte(load);
});
