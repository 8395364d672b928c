import type { CookieRecord } from "../../src/cookies.ts";

/** A cookie of x.test alone, for the session, but for what is given. */
export function plainCookie(fields: Partial<CookieRecord> = {}): CookieRecord {
  return {
    name: "a",
    value: "1",
    domain: "x.test",
    hostOnly: true,
    path: "/",
    secure: false,
    httpOnly: false,
    ...fields,
  };
}
