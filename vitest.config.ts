import { availableParallelism } from "node:os";

import { defineConfig } from "vitest/config";

const conditions = ["@g4f/source"];
const files = (kind: string) => [`packages/*/test/**/*.${kind}.ts`, `apps/*/test/**/*.${kind}.ts`];

/** Most tests share modules: fast. They change nothing that is process-wide. */
const unit = {
  name: "unit",
  isolate: false,
  include: files("test"),
  exclude: files("process.test"),
  benchmark: { include: [] },
  typecheck: {
    enabled: true,
    include: ["packages/*/test/**/*.test-d.ts"],
    tsconfig: "tsconfig.test-d.json",
  },
};

/** Tests that need a process to themselves: counted handles, frozen prototypes, child processes, forced collection. */
const alone = {
  name: "process",
  pool: "forks" as const,
  include: [...files("process.test"), "{bridges,examples,scripts}/test/**/*.process.test.ts"],
  benchmark: { include: [] },
};

const docs = { name: "docs", include: ["docs-test/*.test.ts"], benchmark: { include: [] } };

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    fsModuleCache: false,
    // Properties run 20,000 times, on machines that are slow and shared.
    testTimeout: 60_000,
    // The default leaves one core free, which is half of a small machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Of tests that say they may run side by side.
    maxConcurrency: 2,
    projects: [{ test: unit }, { test: alone }, { test: docs }],
    coverage: { provider: "v8", include: ["packages/*/src/**"], thresholds: { lines: 80 } },
  },
});
