import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { filesOf, footprint } from "./installed.ts";
import { mustRun } from "./must-run.ts";
import { checkFiles, checkPackedManifest } from "./pack-list.ts";
import type { Tarball } from "./pack.ts";
import { root } from "./root.ts";

/** Not more than this for core and one provider: a target that must hold. */
const most = { bytes: 18_000_000, packages: 12 };

const library = new Set(["@g4f/core", "@g4f/provider-eliza"]);

async function install(project: string, tarballs: readonly Tarball[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await mustRun("npm", ["install", ...quiet, ...tarballs.map(({ file }) => file)], project);
}

/** Checks what npm unpacked: the tarball's files and its package.json. */
async function checkPacked(project: string, { name }: Tarball): Promise<string> {
  const folder = join(project, "node_modules", name);
  const files = await filesOf(folder);
  const manifest = await readFile(join(folder, "package.json"), "utf8");
  const problems = [...checkFiles(files), ...checkPackedManifest(manifest)];
  if (problems.length > 0) throw new Error(`${name}:\n  ${problems.join("\n  ")}`);
  return `${name}: ${files.length} files, all on the list`;
}

async function makeProject(project: string): Promise<void> {
  await mkdir(project, { recursive: true });
  const manifest = { name: "consumer", private: true, type: "module" };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  await cp(join(root, "scripts", "consumer", "program.txt"), join(project, "program.ts"));
  const compilerOptions = {
    target: "ES2024",
    lib: ["ES2025", "ESNext.Disposable", "DOM", "DOM.AsyncIterable"],
    module: "NodeNext",
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
  await writeFile(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["program.ts"] }),
  );
}

async function measure(project: string): Promise<string> {
  const { packages, bytes } = await footprint(project);
  const text = `core and one provider: ${packages} packages, ${(bytes / 1e6).toFixed(1)} MB`;
  if (packages > most.packages || bytes > most.bytes) {
    throw new Error(`${text}; at most ${most.packages} and ${most.bytes / 1e6} MB are allowed`);
  }
  return text;
}

async function runCommandLine(project: string, version: string): Promise<string> {
  const g4f = join(project, "node_modules", ".bin", "g4f");
  const said = (await mustRun(g4f, ["--version"], project)).trim();
  if (said !== version) throw new Error(`g4f --version says "${said}" and should say "${version}"`);
  const answer = (await mustRun(g4f, ["ask", "--provider", "eliza", "hi"], project)).trim();
  if (answer === "") throw new Error("g4f ask --provider eliza hi gave no answer");
  return `g4f ${version} answers: ${answer}`;
}

/**
 * Makes an npm project in `project`, installs the tarballs as a user would, checks their content,
 * runs a program and the command line, and checks types. Calls `tell` with a line for each;
 * throws an Error that says what does not hold.
 */
export async function tryAsUser(
  project: string,
  tarballs: readonly Tarball[],
  tell: (line: string) => void,
): Promise<void> {
  await makeProject(project);
  await install(
    project,
    tarballs.filter(({ name }) => library.has(name)),
  );
  tell(await measure(project));
  await install(
    project,
    tarballs.filter(({ name }) => !library.has(name)),
  );
  for (const tarball of tarballs) tell(await checkPacked(project, tarball));
  await mustRun("tsc", ["-p", "tsconfig.json"], project);
  tell("the types of a program against the installed packages are right");
  tell((await mustRun("node", ["program.ts"], project)).trim());
  const cli = tarballs.find(({ name }) => name === "@g4f/cli");
  if (cli !== undefined) tell(await runCommandLine(project, cli.version));
}
