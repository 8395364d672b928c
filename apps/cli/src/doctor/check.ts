import type { CliCode } from "../exit-status.ts";

/** One thing that was looked at. */
export interface Check {
  readonly title: string;
  /** What was found; what to do where it is bad. */
  readonly found: string;
  /** Absent where all is well: the code of what is wrong. */
  readonly problem?: CliCode;
}

/** What an error says, as a check. @throws what is no failure of command or provider. */
export function failed(title: string, error: unknown): Check {
  const { code, message } = Object(error) as { readonly code?: CliCode; readonly message?: string };
  if (code === undefined || message === undefined) throw error;
  return { title, found: message, problem: code };
}
