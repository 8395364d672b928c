import type { KeyringLibrary, KeyringLoader } from "../src/keychain.ts";

/** A keychain in memory, and what is in it. */
export interface MemoryKeyring {
  readonly load: KeyringLoader;
  readonly entries: Map<string, string>;
  /** Whether anybody has loaded it. */
  readonly isLoaded: boolean;
}

/** One that works, or whose every use fails with `fault`. */
export function memoryKeyring(fault?: Error): MemoryKeyring {
  const entries = new Map<string, string>();
  let isLoaded = false;
  class AsyncEntry {
    readonly #name: string;

    constructor(service: string, username: string) {
      if (fault !== undefined) throw fault;
      this.#name = `${service} ${username}`;
    }

    getPassword = async (): Promise<string | null> => entries.get(this.#name) ?? null;
    setPassword = async (password: string): Promise<void> => void entries.set(this.#name, password);
    deleteCredential = async (): Promise<boolean> => entries.delete(this.#name);
  }
  const library: KeyringLibrary = { AsyncEntry };
  return {
    entries,
    load: async () => {
      isLoaded = true;
      return library;
    },
    get isLoaded() {
      return isLoaded;
    },
  };
}
