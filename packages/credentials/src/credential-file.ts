import { isSame, type Credential, type CredentialId, type HeldKey } from "./credential.ts";
import { formatCredentials, parseCredentials, type FileEntry } from "./file-format.ts";
import type { Keychain } from "./keychain.ts";
import { readPrivate, updatePrivate } from "./private-file.ts";
import { Secret } from "./secret.ts";

/** A key to be kept. */
export interface NewKey extends CredentialId {
  readonly key: string;
  readonly expiresAt?: number;
}

/** The file that holds keys, or says of a key that the keychain has it. */
export class CredentialFile {
  readonly #path: string;
  readonly #keychain: Keychain;
  readonly #warn: (message: string) => void;

  constructor(path: string, keychain: Keychain, warn: (message: string) => void) {
    this.#path = path;
    this.#keychain = keychain;
    this.#warn = warn;
  }

  /** All keys, those of the keychain last. */
  async list(): Promise<readonly HeldKey[]> {
    const held = (await this.#read()).map((entry) => this.#held(entry));
    const isLast = ({ credential }: HeldKey): number => (credential.from === "keychain" ? 1 : 0);
    return held.toSorted((a, b) => isLast(a) - isLast(b));
  }

  /** Keeps a key in place of that of the same provider, account and origin. */
  async set({ key, ...entry }: NewKey, to: "file" | "keychain"): Promise<Credential> {
    // The keychain first: an entry without a key behind it would be worse than a key without an entry.
    if (to === "keychain") await this.#keychain.set(entry, key);
    const kept: FileEntry = to === "keychain" ? entry : { ...entry, key: new Secret(key) };
    await this.#update((entries) => [...entries.filter((one) => !isSame(one, entry)), kept]);
    return this.#credential(kept);
  }

  /** Forgets these keys. */
  async remove(ids: readonly CredentialId[]): Promise<void> {
    const isOne = (entry: FileEntry): boolean => ids.some((id) => isSame(id, entry));
    const inKeychain = (await this.#read()).filter((entry) => entry.key === undefined);
    for (const entry of inKeychain.filter(isOne)) await this.#keychain.remove(entry);
    await this.#update((entries) => entries.filter((entry) => !isOne(entry)));
  }

  async #read(): Promise<readonly FileEntry[]> {
    const text = await readPrivate(this.#path, this.#warn);
    return text === undefined ? [] : parseCredentials(text, this.#path);
  }

  async #update(change: (entries: readonly FileEntry[]) => readonly FileEntry[]): Promise<void> {
    await updatePrivate(this.#path, async () => formatCredentials(change(await this.#read())));
  }

  #held(entry: FileEntry): HeldKey {
    const { key, expiresAt: _, ...id } = entry;
    return {
      credential: this.#credential(entry),
      read: async () => key ?? (await this.#keychain.get(id)),
      renew: async (renewed) => {
        await this.set({ ...id, ...renewed }, key === undefined ? "keychain" : "file");
      },
    };
  }

  #credential({ key, ...entry }: FileEntry): Credential {
    return { ...entry, from: key === undefined ? "keychain" : "file", place: this.#path };
  }
}
