import type { CredentialSource } from "@g4f/core";

import { CredentialFile } from "./credential-file.ts";
import {
  checkAccount,
  checkExpiry,
  checkKey,
  credentialId,
  DEFAULT_ACCOUNT,
  type Credential,
  type HeldKey,
  type KeySource,
} from "./credential.ts";
import { environmentKeys, type KeyOwner } from "./environment-keys.ts";
import { failure } from "./failure.ts";
import { givenKeys, type GivenKey } from "./given-keys.ts";
import { Keychain, type KeyringLoader } from "./keychain.ts";
import { freshKey, type Refresh, type RefreshRules } from "./refresher.ts";

/** Where keys come from; in the order of these fields, the first that has one. */
export interface CredentialStoreOptions {
  /** Keys that the program has. */
  readonly keys?: readonly GivenKey[];
  /** Variables such as those of the process, read for `providers`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Manifests of the providers whose keys are looked for in `env`. */
  readonly providers?: readonly KeyOwner[];
  /**
   * Path of a file with keys, made (0600, its folder 0700) with the first that is set. It also says
   * which keys the keychain has.
   */
  readonly file?: string;
  /** Whose keys are given out. Default: `default`, else the only account there is. */
  readonly account?: string;
  /** Asked for a new key in place of one that ends; once, however many calls wait for it. */
  readonly refresh?: Refresh;
  /** How long before its end a key is refreshed, in ms. Default 60 000. */
  readonly refreshAheadMs?: number;
  /** Told what the user should know, such as that others could read the file. */
  readonly warn?: (message: string) => void;
  /** ms since 1970. */
  readonly now?: () => number;
  /** Default: `@napi-rs/keyring`, which is to be installed beside this package. */
  readonly keyring?: KeyringLoader;
}

/** A key to be kept. */
export interface KeyToSet extends GivenKey {
  /** Default: the file. */
  readonly to?: "file" | "keychain";
}

/** Which keys are meant; all that fulfil every field. */
export interface KeyFilter {
  readonly provider?: string;
  readonly account?: string;
  /** The origin, or an address within it. */
  readonly baseUrl?: string;
}

const AHEAD_MS = 60_000;

/**
 * Keys by provider and account, each given out for calls to its own origin and no other. Keys are never
 * in errors, in listings, or in what `inspect` and JSON show of the store.
 */
export class CredentialStore implements CredentialSource {
  readonly #sources: readonly KeySource[];
  readonly #file: CredentialFile | undefined;
  readonly #account: string | undefined;
  readonly #rules: RefreshRules;
  /** Lookups that are on their way: whoever asks meanwhile gets the same answer. */
  readonly #lookups = new Map<string, Promise<string | undefined>>();

  /** @throws TypeError where a given key, account or time is none. */
  constructor(options: CredentialStoreOptions) {
    const { keys = [], env = {}, providers = [], file, account, keyring } = options;
    const { refresh, refreshAheadMs = AHEAD_MS, warn = () => {}, now = Date.now } = options;
    this.#file =
      file === undefined ? undefined : new CredentialFile(file, new Keychain(keyring), warn);
    this.#sources = [
      givenKeys(keys),
      environmentKeys(env, providers),
      ...(this.#file === undefined ? [] : [this.#file]),
    ];
    this.#account = account === undefined ? undefined : checkAccount(account);
    this.#rules = { refresh, aheadMs: refreshAheadMs, now, warn, unkept: new Map() };
  }

  /**
   * The key of `provider` for calls to `origin`, refreshed where it ends soon; undefined where there is none.
   * @throws ProviderError `auth` where there are several accounts and nobody said which, a key has ended, the
   * file is broken, or the keychain has no answer; with another code where a refresh failed with it.
   */
  readonly get = async (provider: string, origin: string): Promise<string | undefined> => {
    const name = `${provider.toLowerCase()} ${origin}`;
    const pending = this.#lookups.get(name);
    if (pending !== undefined) return await pending;
    const lookup = this.#get(provider, origin);
    this.#lookups.set(name, lookup);
    try {
      return await lookup;
    } finally {
      if (this.#lookups.get(name) === lookup) this.#lookups.delete(name);
    }
  };

  /**
   * Which key `get` would give out, and where it is kept.
   * @throws as `get`, but looks at no key.
   */
  async find(provider: string, origin: string): Promise<Credential | undefined> {
    return (await this.#find(provider, origin))?.credential;
  }

  /** The keys that there are, without the keys themselves; with `filter` some of them. */
  async list(filter: KeyFilter = {}): Promise<readonly Credential[]> {
    const listed = await Promise.all(this.#sources.map(async (source) => await source.list()));
    return listed
      .flat()
      .flatMap(({ credential }) => (fits(credential, filter) ? [credential] : []));
  }

  /**
   * Keeps a key in place of the one of its provider, account and origin.
   * @throws TypeError where it is wrong, or the store has no file; ProviderError `auth` where file or keychain
   * cannot keep it.
   */
  async set({ provider, account, baseUrl, key, expiresAt, to }: KeyToSet): Promise<Credential> {
    const ends = checkExpiry(expiresAt);
    const id = credentialId(provider, account, baseUrl);
    const entry = { ...id, key: checkKey(key), ...(ends === undefined ? {} : { expiresAt: ends }) };
    this.#lookups.clear();
    return await this.#keeper().set(entry, to ?? "file");
  }

  /**
   * Forgets the keys of file and keychain that `filter` means; resolves with those that there were.
   * @throws ProviderError `auth` where file or keychain cannot be changed.
   */
  async remove(filter: KeyFilter): Promise<readonly Credential[]> {
    const kept = await this.#keeper().list();
    const doomed = kept.map(({ credential }) => credential).filter((one) => fits(one, filter));
    this.#lookups.clear();
    if (doomed.length > 0) await this.#keeper().remove(doomed);
    return doomed;
  }

  async #get(provider: string, origin: string): Promise<string | undefined> {
    const held = await this.#find(provider, origin);
    return held === undefined ? undefined : await freshKey(held, this.#rules);
  }

  async #find(provider: string, origin: string): Promise<HeldKey | undefined> {
    const account = this.#account;
    const filter = { provider, baseUrl: origin, ...(account === undefined ? {} : { account }) };
    for (const source of this.#sources) {
      const held = (await source.list()).filter(({ credential }) => fits(credential, filter));
      const chosen = held.find(({ credential }) => credential.account === DEFAULT_ACCOUNT);
      if (held.length > 1 && chosen === undefined) throw ambiguous(provider, held);
      if (held.length > 0) return chosen ?? held[0];
    }
    return undefined;
  }

  #keeper(): CredentialFile {
    if (this.#file === undefined) throw new TypeError("the store has no file to keep keys in");
    return this.#file;
  }
}

function fits(credential: Credential, { provider, account, baseUrl }: KeyFilter): boolean {
  return (
    (provider === undefined || credential.provider === provider.toLowerCase()) &&
    (account === undefined || credential.account === account.toLowerCase()) &&
    (baseUrl === undefined || credential.origin === URL.parse(baseUrl)?.origin)
  );
}

function ambiguous(provider: string, held: readonly HeldKey[]): Error {
  const names = held.map(({ credential }) => credential.account).join(", ");
  return failure(`${provider.toLowerCase()} has keys of several accounts (${names}): say which`);
}
