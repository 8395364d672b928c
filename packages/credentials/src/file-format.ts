import {
  checkAccount,
  checkExpiry,
  checkKey,
  credentialId,
  type CredentialId,
} from "./credential.ts";
import { failure } from "./failure.ts";
import { Secret } from "./secret.ts";

/** One entry of the file. Without a key: the keychain has it. */
export interface FileEntry extends CredentialId {
  readonly key?: Secret;
  readonly expiresAt?: number;
}

const VERSION = 1;

/**
 * The entries of a credential file.
 * @throws ProviderError `auth` that names the file and the place in it, and shows nothing that stood there.
 */
export function parseCredentials(text: string, path: string): readonly FileEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw failure(`${path} is no JSON: mend it, or remove it and set the keys again`);
  }
  const { version, credentials } = Object(value) as Readonly<Record<string, unknown>>;
  if (version !== VERSION) throw failure(`${path}: version must be ${VERSION}`);
  if (!Array.isArray(credentials)) throw failure(`${path}: credentials must be a list`);
  return credentials.map((entry: unknown, index) => {
    try {
      return parseEntry(Object(entry) as Readonly<Record<string, unknown>>);
    } catch (error) {
      throw failure(`${path}: credentials[${index}]: ${(error as Error).message}`);
    }
  });
}

/** The entries as a file holds them. */
export function formatCredentials(entries: readonly FileEntry[]): string {
  const credentials = entries.map(({ key, ...entry }) =>
    key === undefined ? { ...entry, keychain: true } : { ...entry, key: key.reveal() },
  );
  return `${JSON.stringify({ version: VERSION, credentials }, undefined, 2)}\n`;
}

/** @throws TypeError that shows no value. */
function parseEntry({
  provider,
  account,
  origin,
  key,
  keychain,
  expiresAt,
}: Readonly<Record<string, unknown>>): FileEntry {
  if (typeof provider !== "string" || !/^[\w.-]+$/.test(provider)) {
    throw new TypeError("provider must be the name of a provider");
  }
  if (typeof account !== "string") throw new TypeError("account must be a text");
  if (typeof origin !== "string") throw new TypeError("origin must be a text");
  const ends =
    expiresAt === undefined ? {} : { expiresAt: checkExpiry(Number(expiresAt)) as number };
  const id = credentialId(provider, checkAccount(account), origin);
  if (keychain === true) return { ...id, ...ends };
  return { ...id, key: new Secret(checkKey(key as string)), ...ends };
}
