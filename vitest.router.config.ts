import { defineConfig } from "vitest/config";

const conditions = ["@g4f/source"];

/**
 * What mutants of the router's loop are run against. The laws run them ten thousand times over: they
 * would find most, and take a day.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    fsModuleCache: false,
    // A mutant lives in the process: whatever it left behind must not fail the next one.
    isolate: true,
    testTimeout: 10_000,
    include: ["packages/router/test/mutation.ts"],
  },
});
