import { isProviderClass, type ProviderClass } from "./provider-like.ts";

/** What a loader may resolve with: the class, or the module that exports it. */
export type Loaded = ProviderClass | Readonly<Record<string, unknown>>;

/** `make`, run once however often and at the same time it is asked for; again only after it failed. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/**
 * The class whose manifest bears `name`, out of what a loader resolved with.
 * @throws TypeError where there is none.
 */
export function pickClass(name: string, loaded: unknown): ProviderClass {
  const found = classesIn(loaded);
  const fitting = found.filter(({ manifest }) => isSame(manifest.name, name));
  // A subclass that is exported beside its base has the manifest by inheritance only.
  const picked = fitting.find((own) => Object.hasOwn(own, "manifest")) ?? fitting[0];
  if (picked !== undefined) return picked;
  const names = [...new Set(found.map(({ manifest }) => manifest.name))].join(", ");
  const instead = names === "" ? "no provider class" : `the provider class of ${names}`;
  throw new TypeError(
    `the loader of "${name}" gave ${instead}; it must give the class whose manifest is named ${name}, or the module that exports it`,
  );
}

function classesIn(loaded: unknown): ProviderClass[] {
  if (isProviderClass(loaded)) return [loaded];
  if (typeof loaded !== "object" || loaded === null) return [];
  return [...new Set(Object.values(loaded).filter(isProviderClass))];
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
