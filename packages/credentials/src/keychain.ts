import { nameOf, type CredentialId } from "./credential.ts";
import { failure } from "./failure.ts";
import { Secret } from "./secret.ts";

/** What is used of `@napi-rs/keyring` (https://www.npmjs.com/package/@napi-rs/keyring). */
export interface KeyringLibrary {
  readonly AsyncEntry: new (
    service: string,
    username: string,
    options: { readonly linux: { readonly store: "secret-service" } },
  ) => {
    readonly getPassword: () => Promise<string | null>;
    readonly setPassword: (password: string) => Promise<void>;
    readonly deleteCredential: () => Promise<boolean>;
  };
}

/** Gives the library, or rejects where it is not installed. */
export type KeyringLoader = () => Promise<KeyringLibrary>;

const SERVICE = "g4f";
/** The other store of Linux is the kernel's memory, which forgets everything at the next start. */
const OPTIONS = { linux: { store: "secret-service" } } as const;

type Entry = InstanceType<KeyringLibrary["AsyncEntry"]>;

/**
 * The keychain of the system: Keychain on macOS, Credential Manager on Windows, Secret Service (GNOME
 * Keyring, KWallet, KeePassXC) on Linux. The library is loaded with the first use.
 */
export class Keychain {
  readonly #load: KeyringLoader;
  #library: Promise<KeyringLibrary> | undefined;

  constructor(load: KeyringLoader = loadKeyring) {
    this.#load = load;
  }

  /** @throws ProviderError `auth` where there is no such key, no keychain, or it stays locked. */
  async get(id: CredentialId): Promise<Secret> {
    const key = await this.#use(id, async (entry) => await entry.getPassword());
    if (key === null) throw failure(`the keychain has no key of ${nameOf(id)}: set it again`);
    return new Secret(key);
  }

  /** @throws ProviderError `auth` where there is no keychain, or it stays locked. */
  async set(id: CredentialId, key: string): Promise<void> {
    await this.#use(id, async (entry) => await entry.setPassword(key));
  }

  /** Resolves where there was none, too. @throws as `set`. */
  async remove(id: CredentialId): Promise<void> {
    await this.#use(id, async (entry) => await entry.deleteCredential());
  }

  async #use<T>(id: CredentialId, task: (entry: Entry) => Promise<T>): Promise<T> {
    this.#library ??= this.#load();
    let library: KeyringLibrary;
    try {
      library = await this.#library;
    } catch {
      this.#library = undefined;
      throw failure(
        "the keychain needs the package @napi-rs/keyring: npm install @napi-rs/keyring",
      );
    }
    try {
      const { provider, account, origin } = id;
      return await task(
        new library.AsyncEntry(SERVICE, `${provider}/${account}@${origin}`, OPTIONS),
      );
    } catch {
      // What the library says may hold what was stored.
      throw failure(
        "the keychain of the system did not answer: there is none, or it stays locked; keys can be kept in the file instead",
      );
    }
  }
}

async function loadKeyring(): Promise<KeyringLibrary> {
  return await import("@napi-rs/keyring");
}
