import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { mustRun } from "./must-run.ts";
import { publicPackages } from "./workspace.ts";

const constant = /(?<=^export const VERSION = ")[^"]*(?=";)/mu;

/** The changesets that wait for a version, by file name. */
export async function pendingChangesets(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, ".changeset"));
  return names.filter((name) => name.endsWith(".md") && name !== "README.md");
}

/** Makes the constant in `src/version.ts` of each public package equal to its package.json. */
async function syncVersionConstants(folder: string): Promise<void> {
  for (const { folder: place, version } of await publicPackages(folder)) {
    const file = join(place, "src", "version.ts");
    const text = await readFile(file, "utf8").catch(() => null);
    if (text !== null) await writeFile(file, text.replace(constant, version));
  }
}

/** The packages whose `src/version.ts` says something else than their package.json. */
export async function staleVersionConstants(folder: string): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const { folder: place, name, version } of await publicPackages(folder)) {
    const text = await readFile(join(place, "src", "version.ts"), "utf8").catch(() => null);
    if (text !== null && constant.exec(text)?.[0] !== version) stale.push(name);
  }
  return stale;
}

/** Turns the pending changesets into versions and changelogs; says what it did. */
export async function applyChangesets(folder: string): Promise<string> {
  const pending = await pendingChangesets(folder);
  if (pending.length > 0) await mustRun("changeset", ["version"], folder);
  await syncVersionConstants(folder);
  const versions = (await publicPackages(folder)).map(({ name, version }) => `${name} ${version}`);
  return `changesets applied: ${pending.length}; versions: ${versions.join(", ")}`;
}
