import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";
import type { Terminal } from "../terminal.ts";
import { configFolder } from "./folder.ts";

const NAMES: ReadonlySet<string> = new Set([
  "config.json",
  "config.ts",
  "config.yaml",
  "config.yml",
]);

/**
 * The configuration file in the user's folder; undefined where there is none.
 * @throws CliError `config` where there are two: nobody could say which one holds.
 */
export async function findConfig(terminal: Pick<Terminal, "env">): Promise<string | undefined> {
  const folder = configFolder(terminal);
  if (folder === undefined) return undefined;
  const [first, second] = (await namesIn(folder)).filter((name) => NAMES.has(name)).toSorted();
  if (first === undefined) return undefined;
  if (second !== undefined) {
    throw new CliError(
      "config",
      `${folder} holds two configurations, ${first} and ${second}: keep one of them`,
    );
  }
  return join(folder, first);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new CliError("config", `${folder} could not be read: ${reasonOf(error)}`);
  }
}
