import { CookieError, type CookieErrorCode } from "./cookie-error.ts";

const CODES: ReadonlyMap<unknown, CookieErrorCode> = new Map<unknown, CookieErrorCode>([
  ["ENOENT", "not_found"],
  ["ENOTDIR", "not_found"],
]);

/** What the system said of `path`, as a {@link CookieError}; anything else as it is. */
export function asCookieError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return error;
  const { code } = error;
  return new CookieError(CODES.get(code) ?? "unreadable", `${path}: ${wordsOf(code)}`);
}

function wordsOf(code: unknown): string {
  if (CODES.has(code)) return "there is no such file or folder";
  if (code === "EACCES" || code === "EPERM") return "the system does not allow it";
  return `the system says ${String(code)}`;
}

/** Whether others on the machine can read what has this mode; Windows has none. */
export function othersRead(mode: number): boolean {
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}
