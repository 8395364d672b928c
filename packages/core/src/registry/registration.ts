import type { ProviderManifest } from "../manifest.ts";
import type { ProviderSettings } from "../request.ts";
import { once, pickClass, type Loaded } from "./load.ts";
import { orMakeError } from "./make-error.ts";
import { uniqueAliases, type Named } from "./names.ts";
import {
  isManifest,
  isProviderClass,
  type AnyProvider,
  type ProviderClass,
} from "./provider-like.ts";

/** A provider whose code is loaded when it is first resolved; listed without. */
export interface LazyProvider {
  readonly manifest: ProviderManifest;
  /** For instance `() => import("@g4f/provider-acme")`. Called once; again only after it failed. */
  readonly load: () => Promise<Loaded>;
}

/** Makes one provider, set up as the application wants it; `settings` are the registry's. */
export type ProviderFactory = (settings: ProviderSettings) => AnyProvider | Promise<AnyProvider>;

/** What goes with every kind of registration. */
export interface RegisterOptions {
  /** Names besides the manifest's own aliases. */
  readonly aliases?: readonly string[];
}

/** What goes with a named factory. */
export interface FactoryOptions extends RegisterOptions {
  /** What `list` tells until the factory has made its provider. */
  readonly manifest?: ProviderManifest;
}

const FORMS =
  'register takes a provider class, { manifest, load }, or a name and a factory: register("acme", () => new Acme())';

/** A registered provider: what is known of it, and how one is made. */
export interface Registration extends Named {
  readonly manifest: ProviderManifest | undefined;
  /** Whether settings can be given to `resolve`; a factory has its own. */
  readonly takesSettings: boolean;
  /** Resolves with what came out, to be checked; rejects as `orMakeError` does. */
  readonly make: (settings: ProviderSettings) => Promise<unknown>;
}

/**
 * What the arguments of `register` mean.
 * @throws TypeError where they are none of the three forms.
 */
export function registrationOf(
  first: string | ProviderClass | LazyProvider,
  second: ProviderFactory | RegisterOptions,
  third: FactoryOptions,
): Registration {
  if (typeof first === "string") return ofFactory(first, second, third);
  const options = typeof second === "function" ? {} : second;
  return isProviderClass(first) ? ofClass(first, options) : ofLoader(first, options);
}

function ofClass(provider: ProviderClass, { aliases }: RegisterOptions): Registration {
  const { manifest } = provider;
  const { name } = manifest;
  return {
    name,
    aliases: uniqueAliases(name, manifest.aliases, aliases),
    manifest,
    takesSettings: true,
    make: (settings) => orMakeError(name, settings, () => new provider(settings)),
  };
}

function ofLoader(lazy: LazyProvider, { aliases }: RegisterOptions): Registration {
  if (typeof lazy === "function") throw new TypeError(noManifest("the class given"));
  if (typeof lazy?.load !== "function") throw new TypeError(FORMS);
  const { manifest, load } = lazy;
  if (!isManifest(manifest)) throw new TypeError(noManifest("the { manifest, load } given"));
  const { name } = manifest;
  const loaded = once(async () => pickClass(name, await orMakeError(name, {}, load)));
  return {
    name,
    aliases: uniqueAliases(name, manifest.aliases, aliases),
    manifest,
    takesSettings: true,
    make: async (settings) => {
      const provider = await loaded();
      return await orMakeError(name, settings, () => new provider(settings));
    },
  };
}

function ofFactory(
  name: string,
  factory: ProviderFactory | RegisterOptions,
  { aliases, manifest }: FactoryOptions,
): Registration {
  if (typeof factory !== "function" || isProviderClass(factory)) {
    throw new TypeError(
      `what is registered under a name of its own is a factory: register("${name}", () => new Acme({ … }))`,
    );
  }
  if (manifest !== undefined && !isManifest(manifest)) {
    throw new TypeError(noManifest(`the option manifest for "${name}"`));
  }
  return {
    name,
    aliases: uniqueAliases(name, aliases),
    manifest,
    takesSettings: false,
    make: (settings) => orMakeError(name, settings, () => factory(settings)),
  };
}

function noManifest(what: string): string {
  return `${what} has no manifest of contract 1: make it with defineManifest({ … })`;
}
