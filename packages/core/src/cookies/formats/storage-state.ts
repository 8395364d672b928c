import type { CookieRecord } from "../record.ts";

/** What Playwright reads and writes; times in seconds, -1 for the session. */
export function writeStorageState(records: readonly CookieRecord[]): string {
  const cookies = records.map(({ name, value, domain, hostOnly, path, expires, ...rest }) => ({
    name,
    value,
    domain: hostOnly ? domain : `.${domain}`,
    path,
    expires: expires === undefined ? -1 : expires / 1000,
    httpOnly: rest.httpOnly,
    secure: rest.secure,
    ...(rest.sameSite === undefined ? {} : { sameSite: capitalized(rest.sameSite) }),
  }));
  return `${JSON.stringify({ cookies, origins: [] }, null, 2)}\n`;
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
