import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { mustRun } from "./must-run.ts";
import type { Tarball } from "./pack.ts";
import { root } from "./root.ts";
import { runCommand } from "./run-command.ts";

/** What somebody without a runner of their own writes. */
const NODE_TEST = `
import { describe, it } from "node:test";
import { conformance } from "@g4f/conformance";
import { ProviderRegistry } from "@g4f/core/registry";
import { Acme } from "../src/index.ts";
import { dialect } from "./dialect.ts";

// As an application would come by it.
const create = async (settings: object) => {
  const registry = new ProviderRegistry();
  registry.register("my-acme", () => new Acme(settings));
  return (await registry.resolve("my-acme")).provider as Acme;
};
conformance({ describe, it, create, dialect });
`;

/** A cut answer passes for a whole one: what most clients get wrong. */
const BUG = {
  from: "    // No finish was read: core reports the answer as truncated.",
  to: '    yield { type: "finish", reason: "stop" };',
  kills: "ending.cut.close.fin",
};

interface VitestJson {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

async function makePackage(
  folder: string,
  user: string,
  tarballs: readonly Tarball[],
): Promise<string> {
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const files = tarballs
    .filter(({ name }) => name === "@g4f/core" || name === "@g4f/conformance")
    .map(({ file }) => file);
  await mkdir(folder, { recursive: true });
  const script = join(user, "scaffold.js");
  await writeFile(
    script,
    `import { createProviderPackage } from "@g4f/conformance/command";
    await createProviderPackage({ name: "acme", wire: "sse" });`,
  );
  await mustRun("node", [script], folder);
  const made = join(folder, "g4f-provider-acme");
  // The compiler is ours, and checks it below: one download less.
  const manifest = JSON.parse(await readFile(join(made, "package.json"), "utf8")) as {
    readonly devDependencies: Record<string, string>;
  };
  delete manifest.devDependencies["typescript"];
  await writeFile(join(made, "package.json"), JSON.stringify(manifest));
  await mustRun("npm", ["install", ...quiet, "--save-dev", ...files], made);
  return made;
}

async function runVitest(folder: string, ...only: readonly string[]): Promise<VitestJson> {
  const file = join(folder, "report.json");
  const vitest = join(folder, "node_modules", ".bin", "vitest");
  const args = ["run", "--reporter=json", `--outputFile=${file}`, ...only];
  const { output } = await runCommand(vitest, args, { cwd: folder });
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) throw new Error(`vitest wrote no report:\n${output}`);
  return JSON.parse(text) as VitestJson;
}

function failedIn({ testResults }: VitestJson): readonly string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ title, status }) => (status === "failed" ? [title] : []));
}

/**
 * What a stranger does with the packed packages: a new provider from the scaffolder, in a project of npm,
 * green under vitest and node:test; and with a bug in it red where it should be. The scaffolder is run as
 * it is installed in the project `user`; what it makes in `folder` has an installation of its own.
 */
export async function tryOutside(
  folder: string,
  user: string,
  tarballs: readonly Tarball[],
  tell: (line: string) => void,
): Promise<void> {
  const made = await makePackage(folder, user, tarballs);
  await mustRun(join(root, "node_modules", ".bin", "tsc"), ["--noEmit"], made);
  const good = await runVitest(made);
  if (good.numFailedTests > 0 || good.numPassedTests < 150) {
    throw new Error(`a new provider is not green under vitest: ${failedIn(good).join(", ")}`);
  }
  tell(`a new provider from outside: ${good.numPassedTests} cases green under vitest`);
  await writeFile(join(made, "test", "suite.node.ts"), NODE_TEST);
  const args = ["--test", "--test-reporter=tap", "test/suite.node.ts"];
  const { stdout: tap } = await runCommand("node", args, { cwd: made });
  const red = tap.match(/^ *not ok \d+ - .*$/gmu) ?? [];
  const passed = Number(/^# pass (\d+)$/mu.exec(tap)?.[1]);
  if (red.length > 0 || !(passed >= 150)) {
    throw new Error(`node:test passed ${passed} cases, and not: ${red.join("; ")}`);
  }
  tell(`the same under node:test: ${passed} cases green`);
  const file = join(made, "src", "provider.ts");
  const source = await readFile(file, "utf8");
  if (!source.includes(BUG.from)) throw new Error("there is no place for the deliberate bug");
  await writeFile(file, source.replace(BUG.from, BUG.to));
  const failed = failedIn(await runVitest(made, "--testNamePattern=ending\\."));
  if (!failed.some((title) => title.startsWith(`${BUG.kills}:`))) {
    throw new Error(
      `the bug was not found by ${BUG.kills}: ${failed.join(", ") || "all is green"}`,
    );
  }
  tell(`with a deliberate bug ${failed.length} cases of an end are red, ${BUG.kills} among them`);
}
