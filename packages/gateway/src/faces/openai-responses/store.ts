import type { StateStore } from "@g4f/router";

import { Refusal } from "../../refusal.ts";
import type { Json } from "./response.ts";

/** How much is kept of each client, and for how long. */
export interface ResponseStoreOptions {
  /** Default: a day. */
  readonly ttlMs?: number;
  /** Most responses of one client; the oldest goes. Default 1 000. */
  readonly maxResponses?: number;
  /** Most characters of one client's responses together; one that is larger is not kept. Default 32 Mi. */
  readonly maxCharacters?: number;
}

/** What is kept of a response. */
export interface StoredResponse {
  readonly previousId: string | null;
  /** The items that were asked. */
  readonly input: readonly Json[];
  /** The items of the answer, with what must be sent back of them. */
  readonly output: readonly Json[];
  /** The response without its output. */
  readonly response: Json;
  readonly includeEncrypted: boolean;
}

/** One line of what is kept of a client. */
interface Line {
  readonly id: string;
  readonly characters: number;
  readonly expires: number;
}

const RESPONSE_ID = /^resp_[A-Za-z0-9_-]{1,200}$/;

/** Responses that later requests may name, each under the client whose it is. */
export class ResponseStore {
  readonly #state: StateStore;
  readonly #ttlMs: number;
  readonly #maxResponses: number;
  readonly #maxCharacters: number;

  constructor(state: StateStore, options: ResponseStoreOptions = {}) {
    this.#state = state;
    this.#ttlMs = options.ttlMs ?? 86_400_000;
    this.#maxResponses = options.maxResponses ?? 1000;
    this.#maxCharacters = options.maxCharacters ?? 32 * 1024 * 1024;
  }

  /** Undefined where this client has none of this id. @throws Refusal 503 while nobody can know. */
  async find(client: string, id: string): Promise<StoredResponse | undefined> {
    if (!RESPONSE_ID.test(id)) return undefined;
    const text = await this.#read(keyOf(client, id));
    return typeof text === "string" ? (JSON.parse(text) as StoredResponse) : undefined;
  }

  /** Keeps a response; what there is too much of goes, oldest first. */
  async keep(client: string, id: string, stored: StoredResponse): Promise<void> {
    // As text: nobody can change it, and its size is known.
    const text = JSON.stringify(stored);
    if (text.length > this.#maxCharacters || !RESPONSE_ID.test(id)) return;
    const line = { id, characters: text.length, expires: Date.now() + this.#ttlMs };
    let dropped: readonly Line[] = [];
    await this.#state.update(keyOf(client, id), () => text, this.#ttlMs);
    await this.#state.update(
      listOf(client),
      (value) => {
        const [kept, gone] = this.#fit([...linesOf(value), line]);
        dropped = gone;
        return kept;
      },
      this.#ttlMs,
    );
    await Promise.all(dropped.map((old) => this.#drop(client, old.id)));
  }

  /** Whether there was one. */
  async delete(client: string, id: string): Promise<boolean> {
    if ((await this.find(client, id)) === undefined) return false;
    await this.#drop(client, id);
    const without = (value: unknown): Line[] => linesOf(value).filter((line) => line.id !== id);
    await this.#state.update(listOf(client), without, this.#ttlMs);
    return true;
  }

  async #read(key: string): Promise<unknown> {
    try {
      return await this.#state.get(key);
    } catch {
      // Why is the operator's to know: the store itself tells.
      const message = "what is kept of responses cannot be read now; try again";
      throw new Refusal(message, { status: 503, code: "overloaded", retryAfterMs: 1000 });
    }
  }

  async #drop(client: string, id: string): Promise<void> {
    await this.#state.update(keyOf(client, id), () => null, 1);
  }

  /** The newest lines that fit, and those that do not. */
  #fit(lines: readonly Line[]): [kept: Line[], gone: Line[]] {
    const now = Date.now();
    let characters = 0;
    let first = lines.length;
    while (first > 0 && lines.length - first < this.#maxResponses) {
      const line = lines[first - 1];
      characters += line?.characters ?? 0;
      if (characters > this.#maxCharacters || (line?.expires ?? 0) <= now) break;
      first--;
    }
    return [lines.slice(first), lines.slice(0, first)];
  }
}

function keyOf(client: string, id: string): string {
  return `gateway/responses/${client}/${id}`;
}

function listOf(client: string): string {
  return `gateway/responses/${client}`;
}

function linesOf(value: unknown): readonly Line[] {
  return Array.isArray(value) ? (value as readonly Line[]) : [];
}
