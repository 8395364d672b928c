import type { ProviderManifest, ProviderSettings } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import type { LoadedConfig, ProviderConfig } from "../config/config.ts";
import { variable, type Terminal } from "../terminal.ts";
import type { Choice } from "./choice.ts";
import { environmentOf, variablesOf } from "./variables.ts";

/** Where the settings of one provider come from. */
export interface SettingsSources {
  readonly choice: Pick<Choice, "baseUrl" | "proxy">;
  readonly loaded: LoadedConfig;
  readonly terminal: Pick<Terminal, "env">;
}

/** The part of a registry's entry that matters here. */
export interface Entry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly manifest: ProviderManifest | undefined;
}

/** The settings of a provider, and what the user should know of them. */
export interface FoundSettings {
  readonly settings: ProviderSettings;
  readonly warnings: readonly string[];
}

/**
 * Flag before environment before file. A secret in the file belongs to the address that the file or the
 * manifest names, and goes nowhere else.
 */
export function settingsOf(entry: Entry, sources: SettingsSources): FoundSettings {
  const { loaded, terminal } = sources;
  const own = configOf(entry, loaded);
  const environment = environmentOf(entry, terminal);
  const addresses = addressesOf(own, environment.baseUrl, sources);
  const { apiKey, cookies, headers } = own;
  const stored = defined({ apiKey, cookies, headers });
  const home = originOf(own.baseUrl ?? entry.manifest?.baseUrl);
  const target = originOf(addresses.baseUrl ?? entry.manifest?.baseUrl);
  if (home === target || Object.keys(stored).length === 0) {
    const settings = { ...own.settings, ...stored, ...environment, ...addresses };
    return { settings, warnings: [] };
  }
  const settings = { ...own.settings, ...environment, ...addresses };
  return { settings, warnings: [heldBack(entry, loaded, home, target)] };
}

function addressesOf(
  own: ProviderConfig,
  environmentUrl: string | undefined,
  { choice, loaded, terminal }: SettingsSources,
): Pick<ProviderSettings, "baseUrl" | "proxy"> {
  const proxies = [variable(terminal, "G4F_PROXY"), own.proxy, loaded.config.proxy];
  return defined({
    baseUrl: choice.baseUrl ?? environmentUrl ?? own.baseUrl,
    proxy: choice.proxy ?? proxies.find((proxy) => proxy !== undefined),
  });
}

/** What the file says of a provider, by any of its names, in any case. */
export function configOf(entry: Entry, { config }: LoadedConfig): ProviderConfig {
  const names = new Set([entry.name, ...entry.aliases].map((name) => name.toLowerCase()));
  const found = Object.entries(config.providers ?? {}).find(([name]) =>
    names.has(name.toLowerCase()),
  );
  return found?.[1] ?? {};
}

/** What a provider needs and was not given, in words for the user; undefined where nothing is missing. */
export function missingAuth(entry: Entry, settings: ProviderSettings): string | undefined {
  const { manifest } = entry;
  if (manifest === undefined || !manifest.needsAuth) return undefined;
  const isOwnServer =
    settings.baseUrl !== undefined && originOf(settings.baseUrl) !== originOf(manifest.baseUrl);
  const isGiven = [settings.apiKey, settings.cookies, settings.headers].some(
    (secret) => secret !== undefined,
  );
  if (isOwnServer || isGiven) return undefined;
  const { key, cookie } = variablesOf(entry);
  const ways = manifest.auth.map((way) => (way === "key" ? key : cookie));
  return `set ${ways.join(" or ") || key}`;
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

function heldBack(
  entry: Entry,
  { file }: LoadedConfig,
  home: string | undefined,
  target: string | undefined,
): string {
  const { key } = variablesOf(entry);
  return `the secrets of ${entry.name} in ${file ?? "the configuration"} belong to ${home ?? "no address"} and are not sent to ${target ?? "another one"}; ${key} goes with this call`;
}
