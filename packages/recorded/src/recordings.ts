import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One recorded stream: its events in order, without framing. */
export interface Recording {
  readonly name: string;
  readonly events: readonly string[];
}

/** Beside the repository, or one folder further up. */
const ROOTS: readonly string[] = ["../../../../shared/", "../../../../../shared/"].map((place) =>
  fileURLToPath(new URL(`${place}recordings/`, import.meta.url)),
);

/** The recorded streams of one wire, by name; undefined where the folder is not there. */
export function recordings(wire: string): readonly Recording[] | undefined {
  const folder = ROOTS.map((root) => `${root}${wire}/`).find((path) => existsSync(path));
  if (folder === undefined) return undefined;
  return readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl"))
    .toSorted()
    .map((file) => ({ name: file, events: linesOf(`${folder}${file}`) }));
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}
