import { checkName } from "@g4f/core/engine";

import type { Secret } from "./secret.ts";

/** The account of keys for which none was named. */
export const DEFAULT_ACCOUNT = "default";

/** What tells one key from another. */
export interface CredentialId {
  /** In lower case. */
  readonly provider: string;
  /** In lower case; `default` where none was named. */
  readonly account: string;
  /** The only one that the key is given out for, such as `https://api.example.com`. */
  readonly origin: string;
}

/** One key that is known of; where it may be shown the key itself is not in it. */
export interface Credential extends CredentialId {
  readonly from: "given" | "environment" | "file" | "keychain";
  /** The variable, or the file that holds the key or says that the keychain does. */
  readonly place?: string;
  /** When it ends, in ms since 1970. */
  readonly expiresAt?: number;
}

/** A key in place of one that ended. */
export interface RenewedKey {
  readonly key: string;
  readonly expiresAt?: number;
}

/** A key that a source has. */
export interface HeldKey {
  readonly credential: Credential;
  readonly read: () => Promise<Secret>;
  /** Keeps a renewed key in its place; absent where keys are only read. */
  readonly renew?: (renewed: RenewedKey) => Promise<void>;
}

/** Keys from one place. */
export interface KeySource {
  readonly list: () => Promise<readonly HeldKey[]>;
}

const ACCOUNT = /^[a-z0-9][a-z0-9._@+-]{0,63}$/;

/**
 * The identity of a key as it is kept.
 * @throws TypeError that says what is wrong, and shows no address.
 */
export function credentialId(
  provider: string,
  account: string | undefined,
  baseUrl: string,
): CredentialId {
  checkName(provider);
  return {
    provider: provider.toLowerCase(),
    account: checkAccount(account ?? DEFAULT_ACCOUNT),
    origin: originOf(baseUrl),
  };
}

/**
 * The name in lower case.
 * @throws TypeError where it cannot be the name of an account.
 */
export function checkAccount(account: string): string {
  const lower = account.toLowerCase();
  if (ACCOUNT.test(lower)) return lower;
  throw new TypeError(
    'the name of an account has 1 to 64 letters, digits, ".", "_", "@", "+" or "-", and begins with a letter or digit',
  );
}

/** @throws TypeError where a header could not carry the key; the key is not shown. */
export function checkKey(key: string): string {
  if (typeof key === "string" && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new TypeError("a key has one or more printable ASCII characters and no spaces");
}

/** @throws TypeError where it is no time. */
export function checkExpiry(expiresAt: number | undefined): number | undefined {
  if (expiresAt === undefined || Number.isFinite(expiresAt)) return expiresAt;
  throw new TypeError("expiresAt is a time in ms since 1970");
}

/** Whether both name the same key. */
export function isSame(a: CredentialId, b: CredentialId): boolean {
  return a.provider === b.provider && a.account === b.account && a.origin === b.origin;
}

/** For people: provider, account and origin. */
export function nameOf({ provider, account, origin }: CredentialId): string {
  return `${provider}, account ${account}, for ${origin}`;
}

function originOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:")) return url.origin;
  throw new TypeError("a key belongs to a URL that begins with https:// or http://");
}
