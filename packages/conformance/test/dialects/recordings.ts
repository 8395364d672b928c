import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Recorded streams of real services lie beside the repository, or nowhere. */
const FOLDER = new URL("../../../../../shared/recordings/", import.meta.url);

/** First and last event of one recording lack their last brace. */
const UNCLOSED = /"response":\{"id":"resp_parallel"/;

/** One recorded stream. */
export interface Recording {
  readonly name: string;
  /** The data of its events, in order. */
  readonly data: readonly string[];
  readonly events: readonly unknown[];
}

/** The recordings of one wire; undefined where they are not there. */
export function recordingsOf(wire: string): readonly Recording[] | undefined {
  const folder = new URL(`${wire}/`, FOLDER);
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => {
      const lines = readFileSync(new URL(name, folder), "utf8").split("\n").filter(Boolean);
      const data = lines.map((line) => (UNCLOSED.test(line) ? `${line}}` : line));
      return { name, data, events: data.map((line) => JSON.parse(line) as unknown) };
    });
}
