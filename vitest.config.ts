import { availableParallelism } from "node:os";

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

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

const LONG = /\/(?:laws|strength|reference|conformance\.process|command\.process)\.test\.ts$/;

/** A fresh clone knows no times: what is known to take long begins first, so that no core waits for it at the end. */
class LongFirst extends BaseSequencer {
  override async sort(all: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- of vitest, no array's
    const sorted = await super.sort(all);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongFirst },
    projects: [{ test: unit }, { test: alone }, { test: docs }],
    coverage: { provider: "v8", include: ["packages/*/src/**"], thresholds: { lines: 80 } },
  },
});
