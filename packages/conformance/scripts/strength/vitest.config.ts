import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

// This file is copied with the workspace: what is mutated is the copy, which no link of a package points to.
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const core = `${root}packages/core/src`;

/** What mutants are put under: the tests that the room names. */
export default defineConfig({
  root,
  resolve: {
    conditions: ["@g4f/source"],
    alias: [
      { find: /^@g4f\/core$/, replacement: `${core}/index.ts` },
      { find: /^@g4f\/core\/(\w+)$/, replacement: `${core}/$1.ts` },
    ],
  },
  test: {
    fsModuleCache: false,
    isolate: false,
    testTimeout: 60_000,
    include: JSON.parse(process.env["G4F_MUTATION_TESTS"] ?? "[]") as string[],
    exclude: ["**/*.process.test.ts"],
  },
});
