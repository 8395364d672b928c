import { reasonOf } from "./reason.ts";

/** Keys that lead to a value, from the outside in. */
export type Path = readonly PropertyKey[];

/** A configuration file that was read and not checked yet. */
export interface ConfigSource {
  /** Absolute. */
  readonly file: string;
  readonly value: unknown;
  /** Line of the key or value at `path`, or of the nearest one around it, from 1. */
  readonly lineOf: (path: Path) => number | undefined;
}

/** One thing that is wrong in a file. */
export interface ConfigProblem {
  readonly path: Path;
  /** What is wrong, and what would be right; without the path. */
  readonly message: string;
}

/** Something is wrong in a file. The message is one line, begins with `file:line`, and shows no value. */
export class ConfigFileError extends Error {
  override readonly name: string = "ConfigFileError";
  readonly file: string;
  /** From 1; undefined where it is about the whole file. */
  readonly line: number | undefined;

  constructor(file: string, line: number | undefined, problem: string, options?: ErrorOptions) {
    super(`${line === undefined ? file : `${file}:${line}`}: ${problem}`, options);
    this.file = file;
    this.line = line;
  }
}

/** The error for a file that the system did not give. */
export function unreadable(file: string, error: unknown): ConfigFileError {
  return new ConfigFileError(file, undefined, `it could not be read: ${reasonOf(error)}`, {
    cause: error,
  });
}

/** The error for the first of `problems`; it says how many more there are. */
export function problemsError(
  { file, lineOf }: Pick<ConfigSource, "file" | "lineOf">,
  problems: readonly ConfigProblem[],
): ConfigFileError {
  const [first] = problems;
  const path = first?.path ?? [];
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  const name = path.length === 0 ? "the configuration" : showPath(path);
  return new ConfigFileError(file, lineOf(path), `${name} ${first?.message ?? "is wrong"}${more}`);
}

/** `routes.main.use[0]` */
function showPath(path: Path): string {
  const steps = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return steps.join("").replace(/^\./, "");
}
