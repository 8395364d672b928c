import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { interleave, type Bench, type Runner } from "../lib/bench.ts";
import type { Figures, Row } from "../lib/results.ts";
import { measured } from "../lib/spread.ts";
import { bound } from "../lib/upstream.ts";
import type { Suite } from "./suite.ts";

const ROOT = join(import.meta.dirname, "../..");
const BARE = "bare Node";

/** What a user installs to talk to one host, and what the first lines of the program import. */
interface Install {
  readonly name: string;
  readonly kind: Row["kind"];
  readonly packages: readonly string[];
  readonly imports: readonly string[];
}

const INSTALLS: readonly Install[] = [
  {
    name: "g4f (core + one provider)",
    kind: "ours",
    packages: ["@g4f/core", "@g4f/provider-openai"],
    imports: ["@g4f/core", "@g4f/provider-openai"],
  },
  { name: "openai", kind: "peer", packages: ["openai"], imports: ["openai"] },
  {
    name: "AI SDK (ai + one provider)",
    kind: "peer",
    packages: ["ai", "@ai-sdk/openai-compatible"],
    imports: ["ai", "@ai-sdk/openai-compatible"],
  },
  {
    name: "LangChain.js",
    kind: "peer",
    packages: ["@langchain/core", "@langchain/openai"],
    imports: ["@langchain/openai"],
  },
];

async function mustRun(command: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr.trim() || stdout}`);
  return stdout;
}

/** What npm is given for a package: our own as a tarball, another as the version that the bench uses. */
async function wanted(name: string, project: string): Promise<string> {
  if (name.startsWith("@g4f/")) {
    const folder = join(ROOT, "packages", name.slice("@g4f/".length));
    const packed = await mustRun("pnpm", ["pack", "--json", "--pack-destination", project], folder);
    return (JSON.parse(packed) as { readonly filename: string }).filename;
  }
  const manifest = await readFile(join(ROOT, "bench/node_modules", name, "package.json"), "utf8");
  return `${name}@${(JSON.parse(manifest) as { readonly version: string }).version}`;
}

async function install({ packages }: Install, project: string): Promise<Figures> {
  await writeFile(join(project, "package.json"), '{"private":true,"type":"module"}');
  const given = await Promise.all(packages.map((name) => wanted(name, project)));
  const quiet = [
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--ignore-scripts",
    "--loglevel=error",
  ];
  await mustRun("npm", ["install", ...quiet, ...given], project);
  return await sizeOf(join(project, "node_modules"));
}

async function sizeOf(folder: string): Promise<Figures> {
  const lock = await readFile(join(folder, ".package-lock.json"), "utf8");
  const { packages } = JSON.parse(lock) as { readonly packages: object };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== ".package-lock.json");
  const sizes = await Promise.all(
    files.map(({ parentPath, name }) => stat(join(parentPath, name))),
  );
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
  return { mb: bytes / 1e6, packages: Object.keys(packages).length };
}

/** Ms from the start of the process to its end. */
function runner(
  { pinned }: Bench,
  name: string,
  kind: Row["kind"],
  cwd: string,
  program: string,
): Runner {
  return {
    name,
    kind,
    run: async (round) => {
      const [command, args] = bound(pinned?.client, ["--input-type=module", "-e", program]);
      const started = performance.now();
      await mustRun(command, args, cwd);
      // The first run reads the files from the disk.
      return round === 0 ? {} : { ms: performance.now() - started };
    },
  };
}

/** What is left of each round when Node itself is taken away. */
function overBare(rows: readonly Row[]): Row[] {
  const bare = rows.find(({ name }) => name === BARE)?.figures["ms"]?.samples ?? [];
  return rows.map((row) => {
    const samples = row.figures["ms"]?.samples ?? [];
    if (row.name === BARE) return row;
    const over = measured(samples.map((ms, round) => ms - (bare[round] ?? Number.NaN)));
    return { ...row, figures: { ...row.figures, over } };
  });
}

async function run(bench: Bench, temp: string): Promise<Row[]> {
  const sizes = new Map<string, Figures>();
  const runners: Runner[] = [runner(bench, BARE, "limit", temp, "")];
  const installs = bench.quick ? INSTALLS.filter(({ kind }) => kind === "ours") : INSTALLS;
  for (const [at, one] of installs.entries()) {
    bench.tell(`installing ${one.name}`);
    const project = await mkdtemp(join(temp, `${at}-`));
    sizes.set(one.name, await install(one, project));
    const program = one.imports.map((name) => `await import(${JSON.stringify(name)});`).join("");
    runners.push(runner(bench, one.name, one.kind, project, program));
  }
  const rows = overBare(await interleave(bench, bench.quick ? 6 : 16, runners));
  return rows.map((row) => {
    const size = Object.entries(sizes.get(row.name) ?? {});
    const figures = Object.fromEntries(size.map(([key, value]) => [key, measured([value])]));
    return { ...row, figures: { ...row.figures, ...figures } };
  });
}

export const imports: Suite = {
  name: "imports",
  title: "Import and installed size",
  about:
    "Our packages as packed tarballs, the others from the registry, installed by npm: ms from the start of a process to the end of its imports, and what lies on the disk.",
  run: async (bench) => {
    const temp = await realpath(await mkdtemp(join(tmpdir(), "g4f-bench-")));
    try {
      const rows = await run(bench, temp);
      return {
        rows,
        views: [
          {
            title: "Import and size",
            ratio: "over",
            columns: [
              { key: "ms", title: "ms", digits: 1 },
              { key: "over", title: "over bare Node", digits: 1 },
              { key: "mb", title: "MB", digits: 1 },
              { key: "packages", title: "packages", digits: 0 },
            ],
          },
        ],
      };
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  },
};
