import type { CookieStore } from "../cookies/store.ts";
import type { CredentialSource } from "../credentials.ts";
import type { Transport } from "../http/transport.ts";
import type { Logger } from "../logger.ts";

/** Names one collaborator in a registry's container, and carries its type. */
export interface Token<T> {
  readonly key: symbol;
  /** Never set: it holds the type only. */
  readonly carries?: T;
}

/** Measures how long things take. */
export interface Clock {
  /** Milliseconds that never go back; only differences mean anything. */
  readonly now: () => number;
}

/** What carries the requests of every provider made. Undefined: undici, its pools shared by the process. */
export const HTTP_CLIENT: Token<Transport | undefined> = named("HTTP_CLIENT");
/** Where every provider made finds cookies. Undefined: the default store of the process. */
export const COOKIE_STORE: Token<CookieStore | undefined> = named("COOKIE_STORE");
/** Where every provider made finds its key. Undefined: nowhere. */
export const CREDENTIALS: Token<CredentialSource | undefined> = named("CREDENTIALS");
/** Where the registry and every provider made write. Undefined: nowhere. */
export const LOGGER: Token<Logger | undefined> = named("LOGGER");
/** What the registry measures with how long a provider took to load. */
export const CLOCK: Token<Clock> = named("CLOCK");

/** `Symbol.for`: a token of one copy of this package opens the container of another. */
function named<T>(name: string): Token<T> {
  return Object.freeze({ key: Symbol.for(`g4f.${name}`) });
}
