// One measurement in a process of its own: node bench/work/main.ts '<job as JSON>'
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { contestant } from "../contestants/all.ts";
import type { Figures } from "../lib/results.ts";
import { toSegment } from "../upstream/workload.ts";
import { RESULT, type Job, type JobResult, type Slice, type Tools, type WorkName } from "./job.ts";

type Work = (tools: Tools) => Promise<Figures | JobResult | Slice>;

// Each loads no more than it needs: memory and warm code are measured too.
const WORK: Readonly<Record<WorkName, () => Promise<Work>>> = {
  check: async () => (await import("./check.ts")).check,
  tokens: async () => (await import("./tokens.ts")).tokens,
  drain: async () => (await import("./tokens.ts")).drain,
  "first-token": async () => (await import("./small.ts")).firstToken,
  small: async () => (await import("./small.ts")).small,
  tool: async () => (await import("./small.ts")).tool,
  slow: async () => (await import("./heavy.ts")).slow,
  line: async () => (await import("./heavy.ts")).line,
  relayed: async () => (await import("./relayed.ts")).relayed,
  "first-byte": async () => (await import("./relayed.ts")).firstByte,
  layers: async () => (await import("./layers.ts")).layers,
  route: async () => (await import("./layers.ts")).routed,
};

const job = JSON.parse(process.argv[2] ?? "") as Job;
const known = contestant(job.contestant);
const make = await known.load();
const run = await WORK[job.work]();
const base = (asked: Parameters<Tools["client"]>[0]): string => `${job.origin}/${toSegment(asked)}`;
const result = await run({
  job,
  client: (asked) => make(base(asked)),
  said: async (asked) => {
    const response = await fetch(`${base(asked)}/text`);
    const { text } = (await response.json()) as { readonly text: string };
    return text;
  },
});

/** The version of an installed package, found as Node finds packages. */
function versionOf(name: string): string {
  const folders = [
    join(import.meta.dirname, "../node_modules"),
    join(import.meta.dirname, "../optional/node_modules"),
  ];
  for (const folder of folders) {
    try {
      const text = readFileSync(join(folder, name, "package.json"), "utf8");
      return (JSON.parse(text) as { readonly version: string }).version;
    } catch {
      // Not here: the next folder may have it.
    }
  }
  return "unknown";
}

const tell = (told: object, then = (): void => {}): void =>
  void process.stdout.write(`\n${RESULT}${JSON.stringify(told)}\n`, then);

if (typeof result === "function") {
  tell({ warm: true });
  for await (const _nudge of createInterface({ input: process.stdin })) tell(await result());
  process.exit();
}
const told: JobResult =
  "wrong" in result
    ? {
        ...(result as JobResult),
        versions: Object.fromEntries(known.packages.map((name) => [name, versionOf(name)])),
      }
    : { figures: result, wrong: [] };
tell(told, () => process.exit());
