import { CliError } from "../exit-status.ts";
import { reasonOf } from "../reason.ts";

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

/** The error for something wrong in a file; a line number stands behind the name. */
export function configError(file: string, line: number | undefined, problem: string): CliError {
  return new CliError("config", `${line === undefined ? file : `${file}:${line}`}: ${problem}`);
}

/** The error for a file that the system did not give. */
export function unreadable(file: string, error: unknown): CliError {
  return configError(file, undefined, `it could not be read: ${reasonOf(error)}`);
}
