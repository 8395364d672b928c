import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

import { canKeepAwake } from "./awake.ts";

/** Which processor each side is bound to; undefined where the system cannot bind. */
export interface Pinning {
  readonly upstream: string;
  readonly client: string;
}

/** The first two processors that this process may run on. */
export function pinning(): Pinning | undefined {
  if (spawnSync("taskset", ["-V"]).status !== 0) return undefined;
  const [upstream, client] = processors();
  return upstream === undefined || client === undefined ? undefined : { upstream, client };
}

/** Those that this process may run on; none where the system does not tell. */
export function processors(): string[] {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readOr("/proc/self/status"))?.[1] ?? "";
  return list.split(",").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    if (first === undefined || last === undefined) return [];
    return Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
  });
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Not every system has it: then nothing is known.
    return "";
  }
}

/** What the figures were measured on. */
export function machine(pinned: Pinning | undefined): Record<string, string> {
  return {
    processor: `${cpus()[0]?.model.trim() ?? "unknown"}, ${availableParallelism()} of them`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    // What builders of kernels add to the number says nothing of speed.
    system: `${type()} ${/^\d+\.\d+/.exec(release())?.[0] ?? ""}`.trim(),
    node: process.version,
    pinned:
      pinned === undefined
        ? "no: the system chooses the processor"
        : `upstream on processor ${pinned.upstream}, clients on ${pinned.client}`,
    awake: canKeepAwake ? "processors are kept from falling asleep" : "no: processors may sleep",
  };
}

/** How many processors the rest of the system keeps busy while the bench waits; NaN where unknown. */
export async function busyOthers(ms = 400): Promise<number> {
  const [before, started] = [busyTicks(), performance.now()];
  await sleep(ms);
  const seconds = (performance.now() - started) / 1000;
  return (busyTicks() - before) / 100 / seconds;
}

/** Hundredths of seconds that the processors have worked. */
function busyTicks(): number {
  const [, user, nice, system, , , irq, softirq] =
    readOr("/proc/stat").split("\n", 1)[0]?.split(/ +/) ?? [];
  return [user, nice, system, irq, softirq].reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** The load averages of the last 1, 5 and 15 minutes. */
export function load(): readonly number[] {
  return loadavg().map((value) => Math.round(value * 100) / 100);
}
