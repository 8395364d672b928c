import { inspect } from "node:util";

import { expect } from "vitest";

import type { ProviderError } from "../../src/errors.ts";

/** User and password of a proxy, as its URL holds them and as they are meant. */
export const USER = "m%C3%A9:s%3Acret%2F@";
export const LOGIN = "mé:s:cret/";
/** The header that they amount to. */
export const BASIC = `Basic ${Buffer.from(LOGIN, "utf8").toString("base64")}`;

/** Checks that an error is a proxy's, and that nothing of {@link USER} is in any rendering of it. */
export function expectProxyFault(error: ProviderError, retryable: boolean, code = "network"): void {
  expect(error).toMatchObject({ code, phase: "proxy", retryable });
  expect(error.status).toBeUndefined();
  const shown = [
    String(error),
    error.stack,
    inspect(error, { depth: 10, showHidden: true }),
  ].join();
  expect(shown).not.toMatch(/cret/);
  expect(shown).not.toContain(BASIC.slice(6));
}
