import { checkName, isSafeName } from "../name.ts";

/** What a {@link NameTable} holds. */
export interface Named {
  /** As it was written. */
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Names and aliases → entries. A `Map`, so `constructor` and `__proto__` are names like any other. */
export class NameTable<T extends Named> {
  readonly #entries = new Map<string, T>();

  /** @throws TypeError where a name has no safe form, or is taken: then nothing is added. */
  add(entry: T): void {
    const names = [entry.name, ...entry.aliases];
    for (const name of names) checkName(name);
    for (const name of names) {
      const taken = this.#entries.get(name.toLowerCase());
      if (taken !== undefined) throw new TypeError(clash(name, entry, taken));
    }
    for (const name of names) this.#entries.set(name.toLowerCase(), entry);
  }

  /** In any case. A look-alike outside ASCII is never lower-cased into a name. */
  find(name: string): T | undefined {
    return isSafeName(name) ? this.#entries.get(name.toLowerCase()) : undefined;
  }

  /** Removes an entry with all its names; whether there was one. */
  delete(name: string): boolean {
    const entry = this.find(name);
    if (entry === undefined) return false;
    for (const own of [entry.name, ...entry.aliases]) this.#entries.delete(own.toLowerCase());
    return true;
  }

  /** Each entry once, by name. */
  entries(): T[] {
    const keyed = [...new Set(this.#entries.values())].map((entry) => ({
      key: entry.name.toLowerCase(),
      entry,
    }));
    return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ entry }) => entry);
  }
}

/** `more` besides `aliases`; in any case each once, and none that is the name itself. */
export function uniqueAliases(
  name: string,
  ...lists: readonly (readonly string[] | undefined)[]
): readonly string[] {
  const seen = new Map<string, string>();
  for (const alias of lists.flatMap((list) => list ?? [])) {
    checkName(alias);
    if (!seen.has(alias.toLowerCase())) seen.set(alias.toLowerCase(), alias);
  }
  seen.delete(name.toLowerCase());
  return [...seen.values()];
}

function clash(name: string, entry: Named, taken: Named): string {
  const whose = name === entry.name ? "" : ` as an alias of ${entry.name}`;
  const by =
    name.toLowerCase() === taken.name.toLowerCase()
      ? `by the provider ${taken.name}`
      : `as an alias of ${taken.name}`;
  return `cannot register "${name}"${whose}: the name is taken ${by}; unregister it or choose another`;
}
