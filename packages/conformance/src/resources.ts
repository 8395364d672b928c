import { createHook } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";

const KINDS: ReadonlySet<string> = new Set([
  "Timeout",
  "TCPWRAP",
  "TCPSERVERWRAP",
  "TLSWRAP",
  "PROCESSWRAP",
]);
/** A connection or timer that is on its way out may take so long. */
export const PATIENCE_MS = 1_500;
const POLL_MS = 5;

interface Resource {
  readonly kind: string;
  readonly handle: { readonly hasRef?: () => boolean | undefined };
}

/** Timers, sockets and processes that were made during one piece of work, as long as they are there. */
export class ResourceLog {
  readonly #resources = new Map<number, Resource>();

  note(id: number, kind: string, handle: object): void {
    if (KINDS.has(kind)) this.#resources.set(id, { kind, handle });
  }

  forget(id: number): void {
    this.#resources.delete(id);
  }

  /** What stays for `ms` and keeps the process alive: `2 Timeout`. Undefined: nothing. */
  async leaked(ms: number): Promise<string | undefined> {
    const until = performance.now() + ms;
    while (this.#alive().length > 0 && performance.now() < until) await delay(POLL_MS);
    const kinds = Map.groupBy(this.#alive(), ({ kind }) => kind);
    if (kinds.size === 0) return undefined;
    return [...kinds].map(([kind, those]) => `${those.length} ${kind}`).join(", ");
  }

  #alive(): Resource[] {
    return [...this.#resources.values()].filter(({ handle }) => handle.hasRef?.() === true);
  }
}

/** Tells `logOf` (the log of whoever is at work) of every resource. Returns what ends it. */
export function followResources(
  logOf: () => ResourceLog | undefined,
  all: () => Iterable<ResourceLog>,
): () => void {
  const hook = createHook({
    // Promises are most of what there is, and none of it stays.
    ...({ trackPromises: false } as object),
    init: (id, kind, _trigger, handle) => logOf()?.note(id, kind, handle),
    destroy: (id) => {
      for (const log of all()) log.forget(id);
    },
  });
  hook.enable();
  return () => void hook.disable();
}
