import { join } from "node:path";

import { root } from "./root.ts";

/** One thing that must hold. */
export interface Gate {
  /** What `npm test -- <name>` selects. */
  readonly name: string;
  /** What it proves, for its heading. */
  readonly title: string;
  /** Commands run one after the other until one fails. */
  readonly steps: readonly (readonly [command: string, ...args: readonly string[]])[];
  /** vitest's projects, run after the steps, when the gate counts tests. */
  readonly projects?: readonly string[];
  /** Longer than this and a command of it is ended, in milliseconds. Default: 15 minutes. */
  readonly limitMs?: number;
}

/** Minutes where nothing else runs; a machine that is shared may take many times that. */
const TESTS_MS = 25 * 60_000;

const release = join(root, "scripts", "release.ts");

/**
 * All gates, in the order of their headings. Those of one lane run one after the other (several
 * write or read `dist`), lanes run side by side, and stages one after the other: tests have real
 * deadlines and get the machine to themselves, those that start processes apart from the others.
 * Snippets of documents have a minute each, and need no quiet.
 */
export const stages: readonly (readonly (readonly Gate[])[])[] = [
  [
    [
      { name: "format", title: "format", steps: [["oxfmt", "--check"]] },
      {
        name: "lint",
        title: "lint",
        // Its rules read the types of the other packages from what was built of them.
        steps: [
          ["tsc", "-b"],
          ["oxlint", "--type-aware"],
        ],
      },
      {
        name: "types",
        title: "types",
        steps: [
          ["tsc", "-b"],
          ["tsc", "-p", "tsconfig.test.json"],
        ],
      },
      { name: "boundaries", title: "boundaries", steps: [["turbo", "boundaries"]] },
      { name: "knip", title: "unused code", steps: [["knip"]] },
      {
        name: "packages",
        title: "package checks",
        steps: [
          ["tsc", "-b"],
          ["node", join(root, "scripts", "packages.ts")],
        ],
      },
      {
        name: "docs",
        title: "docs snippets",
        steps: [
          ["node", "docs-test/extract.ts"],
          ["tsc", "-p", "docs-test"],
        ],
        projects: ["docs"],
      },
    ],
    [{ name: "release", title: "release, dry run", steps: [["node", release, "--dry-run"]] }],
  ],
  [
    [
      { name: "unit", title: "unit tests", steps: [], projects: ["unit"], limitMs: TESTS_MS },
      {
        name: "process",
        title: "process tests",
        steps: [],
        projects: ["process"],
        limitMs: TESTS_MS,
      },
    ],
  ],
];

/** The stages with only the gates of these names; all gates for no name. */
export function select(names: readonly string[]): typeof stages {
  if (names.length === 0) return stages;
  return stages.map((lanes) =>
    lanes.map((gates) => gates.filter(({ name }) => names.includes(name))),
  );
}
