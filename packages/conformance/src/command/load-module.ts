import type { ProviderManifest, ProviderSettings } from "@g4f/core";

import type { Create, ProviderUnderTest } from "../case.ts";
import type { Dialect } from "../dialect.ts";
import { DIALECTS } from "../dialects/dialects.ts";
import { ConformanceUsageError, type ConformanceTarget } from "./target.ts";

/** What the suite needs of a module. */
export interface LoadedTarget {
  readonly create: Create;
  /** Absent: a provider without a wire. */
  readonly dialect: Dialect | undefined;
}

/**
 * Imports provider and dialect.
 * @throws ConformanceUsageError where there is none, or several, to choose from.
 */
export async function loadTarget(target: ConformanceTarget): Promise<LoadedTarget> {
  const exports = await importModule(target.module);
  const found = pickProvider(exports, target);
  const create: Create = (settings) => found.create({ ...target.settings, ...settings });
  return { create, dialect: await pickDialect(exports, target, found.manifest) };
}

type Exports = Readonly<Record<string, unknown>>;
type ProviderClass = (new (settings: ProviderSettings) => ProviderUnderTest) & {
  readonly manifest?: ProviderManifest;
};

interface Found {
  readonly create: Create;
  readonly manifest: ProviderManifest | undefined;
}

async function importModule(url: string): Promise<Exports> {
  try {
    const exports: Exports = await import(url);
    return exports;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConformanceUsageError(`${url} cannot be imported: ${why}`, { cause: error });
  }
}

function pickProvider(exports: Exports, { module, export: name }: ConformanceTarget): Found {
  if (name !== undefined) {
    const found = asProvider(exports[name]);
    if (found !== undefined) return found;
    throw new ConformanceUsageError(
      `${module} exports no provider named ${name}; it exports ${listed(Object.keys(exports))}`,
    );
  }
  if (typeof exports["create"] === "function") {
    return { create: exports["create"] as Create, manifest: undefined };
  }
  const candidates = new Map<unknown, { readonly name: string; readonly found: Found }>();
  for (const [key, value] of Object.entries(exports)) {
    const found = asProvider(value);
    // The default export is often one of the others.
    if (found !== undefined) candidates.set(value, { name: key, found });
  }
  const [only, ...others] = candidates.values();
  if (only !== undefined && others.length === 0) return only.found;
  const names = [...candidates.values()].map((one) => one.name);
  throw new ConformanceUsageError(
    only === undefined
      ? `${module} exports no provider: a class that extends AsyncGeneratorProvider, or a function create(settings); it exports ${listed(Object.keys(exports))}`
      : `${module} exports several providers: say which with --export (${listed(names)})`,
  );
}

function asProvider(value: unknown): Found | undefined {
  if (typeof value !== "function") return undefined;
  const prototype: unknown = value.prototype;
  if (typeof prototype !== "object" || prototype === null) return undefined;
  if (typeof Reflect.get(prototype, "createAsyncGenerator") !== "function") return undefined;
  const Class = value as ProviderClass;
  return { create: (settings) => new Class(settings), manifest: Class.manifest };
}

async function pickDialect(
  exports: Exports,
  { dialect: named }: ConformanceTarget,
  manifest: ProviderManifest | undefined,
): Promise<Dialect | undefined> {
  if (named !== undefined) return await namedDialect(named);
  const own = dialectOf(exports);
  if (own !== undefined) return own;
  if (manifest !== undefined && manifest.baseUrl === undefined) return undefined;
  throw new ConformanceUsageError(
    `which wire does it speak? Name a dialect with --dialect (${listed(Object.keys(DIALECTS))}), or a module that exports one`,
  );
}

async function namedDialect(named: string): Promise<Dialect> {
  const known = Object.hasOwn(DIALECTS, named) ? DIALECTS[named] : undefined;
  if (known !== undefined) return known;
  if (!URL.canParse(named)) {
    throw new ConformanceUsageError(
      `no dialect is named ${JSON.stringify(named)}; there are ${listed(Object.keys(DIALECTS))}`,
    );
  }
  const own = dialectOf(await importModule(named));
  if (own !== undefined) return own;
  throw new ConformanceUsageError(`${named} exports no dialect: export const dialect = { … }`);
}

function dialectOf({ dialect, default: byDefault }: Exports): Dialect | undefined {
  return [dialect, byDefault].find(isDialect);
}

function isDialect(value: unknown): value is Dialect {
  return (
    typeof value === "object" &&
    value !== null &&
    ["read", "encode", "errorBody"].every((key) => typeof Reflect.get(value, key) === "function")
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(", ");
}
