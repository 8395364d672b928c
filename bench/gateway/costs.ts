import { readFileSync } from "node:fs";

/** What a process used. */
export interface Costs {
  /** Seconds of all cores, since it began. */
  readonly cpu: number;
  /** Highest MiB that it ever had. */
  readonly rss: number;
}

/** Ticks of the kernel's clock in a second, as Linux has it everywhere. */
const TICKS = 100;

/** What the process `pid` used; Linux tells it. */
export function costsOf(pid: number): Costs {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // Behind the name, which may hold anything, in brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [fields[11], fields[12]].map(Number);
  const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { cpu: ((user ?? 0) + (system ?? 0)) / TICKS, rss: peak / 1_024 };
}
