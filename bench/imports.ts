// What an import costs over bare Node, from the built packages: pnpm build && node bench/imports.ts
import { spawnSync } from "node:child_process";

import { median } from "./median.ts";

const ROUNDS = 15;
const programs: Readonly<Record<string, string>> = {
  "bare Node": "",
  "@g4f/core": 'await import("@g4f/core");',
  "@g4f/core + @g4f/provider-eliza":
    'await import("@g4f/core"); await import("@g4f/provider-eliza");',
  "@g4f/core + @g4f/provider-openai":
    'await import("@g4f/core"); await import("@g4f/provider-openai");',
  "@g4f/core/registry": 'await import("@g4f/core/registry");',
};

function run(program: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - started;
}

const samples = new Map(Object.keys(programs).map((name) => [name, [] as number[]]));
for (let round = -1; round < ROUNDS; round++) {
  for (const [name, program] of Object.entries(programs)) {
    const ms = run(program);
    if (round >= 0) samples.get(name)?.push(ms);
  }
}

const base = median(samples.get("bare Node") ?? []).median;
console.log(`${ROUNDS} rounds, interleaved, medians`);
console.table(
  [...samples].map(([name, values]) => {
    const { median: ms, spread } = median(values);
    return {
      name,
      ms: ms.toFixed(1),
      spread: spread.toFixed(1),
      "over bare Node": (ms - base).toFixed(1),
    };
  }),
);
