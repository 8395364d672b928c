import type { ProviderManifest, ProviderSettings } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import type { LoadedConfig, ProviderConfig } from "../config/config.ts";
import type { Session } from "../session/session.ts";
import { variable, type Terminal } from "../terminal.ts";
import type { Choice } from "./choice.ts";
import { keptCookies, type FoundCookies } from "./kept-cookies.ts";
import { keptKey, NONE } from "./kept-key.ts";
import { proxyOf, type FoundProxy } from "./proxy.ts";
import { environmentOf, variablesOf } from "./variables.ts";

/** Where the settings of one provider come from. */
export interface SettingsSources {
  readonly choice: Pick<Choice, "baseUrl" | "proxy" | "account">;
  readonly loaded: LoadedConfig;
  readonly terminal: Pick<Terminal, "env">;
  /** Undefined: nothing that was kept is used. */
  readonly session?: Session | undefined;
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
  /** What the provider needs and was not given, in words for the user. */
  readonly missing: string | undefined;
  /** Where its secrets are from, for people. */
  readonly secrets: readonly string[];
  /** The cookies that it would be sent. */
  readonly cookies: FoundCookies | undefined;
  readonly proxy: FoundProxy | undefined;
}

/**
 * Flag before environment before file before what was kept. A secret in the file belongs to the address that
 * the file or the manifest names, a key that was kept to the one that it was kept for: they go nowhere else.
 * With an account, its key goes before all others.
 */
export async function settingsOf(entry: Entry, sources: SettingsSources): Promise<FoundSettings> {
  const { choice, loaded, session } = sources;
  const named = namedSecrets(entry, sources);
  const { address, settings: own, held } = named;
  const { apiKey, cookies: given, ...others } = own;
  const ownKey = choice.account === undefined ? apiKey : undefined;
  const key = ownKey === undefined ? await keptKey(entry, originOf(address), session) : NONE;
  const kept = await keptCookies(entry, address, given, session);
  const cookies = kept.cookieStore === undefined ? given : undefined;
  const proxy = proxyOf(configOf(entry, loaded), sources);
  const settings: ProviderSettings = {
    ...others,
    ...defined({ apiKey: ownKey, cookies, proxy: proxy?.proxy }),
    ...defined({ credentials: key.credentials, cookieStore: kept.cookieStore }),
  };
  const isKept = key.credentials !== undefined || kept.found !== undefined;
  return {
    settings,
    warnings: [...(isKept ? [] : held), ...key.warnings, ...kept.warnings],
    missing: key.missing ?? kept.missing ?? missingAuth(entry, settings, isKept),
    secrets: [...named.places, ...key.places],
    cookies: kept.found ?? cookiesIn(entry, cookies, sources),
    proxy,
  };
}

/** What flags, environment and file say, and a word on secrets that they hold back. */
function namedSecrets(
  entry: Entry,
  sources: SettingsSources,
): {
  /** Where calls go. */
  readonly address: string | undefined;
  readonly settings: ProviderSettings;
  readonly places: readonly string[];
  readonly held: readonly string[];
} {
  const { choice, loaded, terminal } = sources;
  const own = configOf(entry, loaded);
  const environment = environmentOf(entry, terminal);
  const baseUrl = choice.baseUrl ?? environment.baseUrl ?? own.baseUrl;
  const address = baseUrl ?? entry.manifest?.baseUrl;
  const home = originOf(own.baseUrl ?? entry.manifest?.baseUrl);
  const { apiKey, cookies, headers } = own;
  const secrets = defined({ apiKey, cookies, headers });
  const isHeld = home !== originOf(address) && Object.keys(secrets).length > 0;
  const file = isHeld ? {} : secrets;
  return {
    address,
    settings: { ...own.settings, ...file, ...environment, ...defined({ baseUrl }) },
    places: placesOfSecrets(entry, file, sources),
    held: isHeld ? [heldBack(entry, loaded, home, originOf(address))] : [],
  };
}

/** Cookies of environment or file, by name. */
function cookiesIn(
  entry: Entry,
  cookies: Readonly<Record<string, string>> | undefined,
  { loaded, terminal }: SettingsSources,
): FoundCookies | undefined {
  if (cookies === undefined) return undefined;
  const { cookie } = variablesOf(entry);
  const isSet = variable(terminal, cookie) !== undefined;
  return {
    names: Object.keys(cookies),
    place: isSet ? cookie : (loaded.file ?? "the configuration"),
  };
}

/** What the file says of a provider, by any of its names, in any case. */
export function configOf(entry: Entry, { config }: LoadedConfig): ProviderConfig {
  const names = new Set([entry.name, ...entry.aliases].map((name) => name.toLowerCase()));
  const found = Object.entries(config.providers ?? {}).find(([name]) =>
    names.has(name.toLowerCase()),
  );
  return found?.[1] ?? {};
}

type FileSecrets = Pick<ProviderConfig, "apiKey" | "cookies" | "headers">;

/** Of an account that was asked for neither file nor environment have the key. */
function placesOfSecrets(
  entry: Entry,
  file: FileSecrets,
  { choice, loaded, terminal }: SettingsSources,
): readonly string[] {
  const { key, cookie } = variablesOf(entry);
  const isOwn = choice.account === undefined;
  const set = [...(isOwn ? [key] : []), cookie].filter(
    (name) => variable(terminal, name) !== undefined,
  );
  const fields = Object.keys(file).filter((field) => isOwn || field !== "apiKey");
  return [...set, ...fields.map((field) => `${field} in ${loaded.file ?? "the configuration"}`)];
}

function missingAuth(
  entry: Entry,
  settings: ProviderSettings,
  isKept: boolean,
): string | undefined {
  const { manifest } = entry;
  if (manifest === undefined || !manifest.needsAuth) return undefined;
  const isOwnServer =
    settings.baseUrl !== undefined && originOf(settings.baseUrl) !== originOf(manifest.baseUrl);
  const { apiKey, cookies, headers } = settings;
  const isGiven = [apiKey, cookies, headers].some((secret) => secret !== undefined);
  if (isOwnServer || isGiven || isKept) return undefined;
  const { key, cookie } = variablesOf(entry);
  const ways = manifest.auth.map((way) => (way === "key" ? key : cookie));
  const keep = manifest.auth.includes("key")
    ? `, or g4f auth set ${manifest.name.toLowerCase()}`
    : "";
  return `set ${ways.join(" or ") || key}${keep}`;
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
