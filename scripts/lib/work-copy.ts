import { cp, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { mustRun } from "./must-run.ts";
import { runCommand } from "./run-command.ts";

const generated = new Set(["node_modules", "dist", ".git", ".setup", ".turbo", "coverage"]);

async function walk(folder: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => !generated.has(name))
    .map(async (entry): Promise<readonly string[]> => {
      const path = join(below, entry.name);
      return entry.isDirectory() ? walk(folder, path) : [path];
    });
  return (await Promise.all(lists)).flat();
}

/** The files of a repository that git has or would take; without git, all but what is generated. */
async function sourceFiles(folder: string): Promise<readonly string[]> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const git = await runCommand("git", args, { cwd: folder });
  if (!git.ok) return walk(folder, "");
  const files = git.stdout.split("\0").filter((file) => file !== "");
  const deleted = await runCommand("git", ["ls-files", "-z", "--deleted"], { cwd: folder });
  const gone = new Set(deleted.stdout.split("\0"));
  return files.filter((file) => !gone.has(file));
}

/**
 * Copies a repository as it stands to a folder and installs the frozen lockfile there, so that
 * nothing that is done in the copy can reach the original.
 */
export async function copyRepository(from: string, to: string): Promise<void> {
  for (const file of await sourceFiles(from)) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await cp(join(from, file), join(to, file));
  }
  await mustRun("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], to);
}
