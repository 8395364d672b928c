import { startGateway } from "./built-gateway.ts";
import type { Streamed } from "./client.ts";
import type { Asked } from "./wire.ts";
import { startWorker, type Worker } from "./worker.ts";

/** How a gateway ended that was told to while streams were running. */
export interface Drained {
  readonly streamed: Streamed;
  readonly status: number;
  /** ms from the last signal to the end of the process. */
  readonly ms: number;
}

/** Sends SIGTERM when all of `count` streams are running, and once more when that was heard where `isTwice`. */
export async function drain(asked: Asked, count: number, isTwice: boolean): Promise<Drained> {
  await using upstream = await startWorker("upstream.ts");
  await using gateway = await startGateway(String(upstream.hello["url"]), {});
  await using client = await startWorker("client.ts");
  const { pid, target, ended } = gateway;
  const streaming = client.ask<Streamed>({ kind: "streams", target, asked, count });
  await until(async () => (await openAt(upstream)) === count);
  let at = performance.now();
  process.kill(pid, "SIGTERM");
  if (isTwice) {
    await until(() => isStopping(`${target.url}/readyz`));
    at = performance.now();
    process.kill(pid, "SIGTERM");
  }
  const status = await ended;
  const ms = performance.now() - at;
  return { streamed: await streaming, status, ms };
}

async function openAt(upstream: Worker): Promise<number> {
  return (await upstream.ask<{ readonly open: number }>({})).open;
}

/** It says so, or takes no connections any more. */
async function isStopping(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => !ok,
    () => true,
  );
}

const TRIES = 400;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`asked ${TRIES} times in vain: ${isSo.toString()}`);
}
