import { timingSafeEqual } from "node:crypto";
import { stat } from "node:fs/promises";

import { defined } from "@g4f/core/kit";

import { digestOf } from "../auth/digest-ring.ts";
import type { Client, KeyRing } from "../client.ts";
import type { Accounts } from "./accounts.ts";
import { isInForce } from "./edit-keys.ts";
import type { KeyRecord } from "./key-record.ts";
import { readKeys, type KeyState } from "./read-keys.ts";

/** How long a key that was found is trusted without a look at the file. */
const TRUST_MS = 1_000;

/** What a ring of the keys in a file needs. */
export interface FileKeyRingOptions {
  readonly file: string;
  readonly accounts: Accounts;
  /** Told, each once, what is wrong with the file; the keys that were read before stay in force. */
  readonly warn: (words: string) => void;
  readonly now?: () => number;
}

interface Entry {
  readonly state: KeyState;
  readonly digest: Buffer;
  readonly client: Client;
}

/**
 * The keys of a file, while others create and revoke them. It is looked at when a key is asked for: at
 * most once a second for one that is known, at once for one that is not.
 */
export class FileKeyRing implements KeyRing {
  readonly #options: FileKeyRingOptions;
  readonly #now: () => number;
  /** By the first 64 bits of the digest. */
  #entries: ReadonlyMap<string, readonly Entry[]> = new Map();
  #stamp = "";
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;
  #warned = new Set<string>();

  private constructor(options: FileKeyRingOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** @throws ConfigFileError where the file is broken; one that is not there holds no keys yet. */
  static async open(options: FileKeyRingOptions): Promise<FileKeyRing> {
    const ring = new FileKeyRing(options);
    await ring.#read();
    return ring;
  }

  /** Whether a key is in force, as far as was read. */
  get hasKeys(): boolean {
    const now = this.#now();
    return [...this.#entries.values()].flat().some(({ state }) => isInForce(state, now));
  }

  readonly find = async (secret: string): Promise<Client | undefined> => {
    const digest = digestOf(secret);
    if (this.#now() - this.#lookedAt >= TRUST_MS) await this.#look();
    const found = this.#match(digest);
    if (found !== undefined) return found;
    await this.#look();
    return this.#match(digest);
  };

  #match(digest: Buffer): Client | undefined {
    const now = this.#now();
    for (const entry of this.#entries.get(slotOf(digest)) ?? []) {
      if (timingSafeEqual(entry.digest, digest) && isInForce(entry.state, now)) return entry.client;
    }
    return undefined;
  }

  /** One look at a time, however many ask. */
  #look(): Promise<void> {
    this.#looking ??= this.#read()
      .catch((error: Error) => this.#tell(error.message))
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async #read(): Promise<void> {
    const { file, accounts } = this.#options;
    // Before the look: what changes during it is seen by the next one.
    this.#lookedAt = this.#now();
    const stamp = await stampOf(file);
    if (stamp === this.#stamp) return;
    const { keys, warnings } = await readKeys(file);
    for (const words of warnings) this.#tell(words);
    this.#entries = Map.groupBy(
      [...keys.values()].map((state) => entryOf(state, accounts)),
      ({ digest }) => slotOf(digest),
    );
    this.#stamp = stamp;
  }

  #tell(words: string): void {
    if (this.#warned.has(words)) return;
    this.#warned.add(words);
    this.#options.warn(words);
  }
}

function entryOf(state: KeyState, accounts: Accounts): Entry {
  const { id, name, sha256 } = state.key;
  const policy = accounts.policyOf(id, rulesOf(state.key));
  return { state, digest: Buffer.from(sha256, "hex"), client: defined({ id, name, policy }) };
}

function rulesOf({ models, requestsPerMinute, tokensPerMinute, budget }: KeyRecord) {
  return defined({ models, requestsPerMinute, tokensPerMinute, budget });
}

function slotOf(digest: Buffer): string {
  return digest.toString("hex", 0, 8);
}

/** Changes when the file does; empty where there is none. */
async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    // Not there yet, or it cannot be read: reading it says which.
    return "none";
  }
}
