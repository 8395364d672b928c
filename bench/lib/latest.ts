import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Results } from "./results.ts";

/** Where the last run is kept. */
export const LATEST: string = join(import.meta.dirname, "../results/latest.json");

/** A run that was kept. @throws Error that says how to make one. */
export function readResults(file: string = LATEST): Results {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Results;
  } catch (cause) {
    throw new Error(`no results in ${file}: run pnpm bench first`, { cause });
  }
}
