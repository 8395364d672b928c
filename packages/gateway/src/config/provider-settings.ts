import { problemsError, type ConfigFileError, type Path } from "@g4f/config-file";
import type { ProviderManifest, ProviderSettings, Transport } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import type { ProviderConfig } from "./config.ts";
import { follow, isReference, type ReferenceContext } from "./references.ts";

/**
 * What a provider's constructor gets, every reference followed. One with an address of its own, that may
 * not be private, connects by `guarded`.
 * @throws ConfigFileError that names the line.
 */
export async function providerSettings(
  own: ProviderConfig,
  path: Path,
  guarded: Transport,
  context: ReferenceContext,
): Promise<ProviderSettings> {
  const { baseUrl, allowPrivate = false, settings } = own;
  const at = async (value: string | undefined, ...keys: readonly string[]) =>
    value === undefined || !isReference(value)
      ? value
      : await follow(value, [...path, ...keys], context);
  const all = async (
    values: Readonly<Record<string, string>> | undefined,
    key: string,
  ): Promise<Record<string, string> | undefined> => {
    if (values === undefined) return undefined;
    const pairs = Object.entries(values).map(
      async ([name, value]) => [name, (await at(value, key, name)) ?? value] as const,
    );
    return Object.fromEntries(await Promise.all(pairs));
  };
  const proxy = await at(own.proxy, "proxy");
  // By a proxy, it is the proxy that looks the name up.
  const isGuarded = baseUrl !== undefined && !allowPrivate && proxy === undefined;
  return defined({
    ...settings,
    apiKey: await at(own.apiKey, "apiKey"),
    cookies: await all(own.cookies, "cookies"),
    headers: await all(own.headers, "headers"),
    baseUrl,
    proxy,
    transport: isGuarded ? guarded : undefined,
  });
}

/** @throws ConfigFileError where a provider needs to know who asks, and is told nothing. */
export function checkAuth(
  { needsAuth, auth, baseUrl }: ProviderManifest,
  settings: ProviderSettings,
  path: Path,
  source: ReferenceContext["source"],
): void {
  const isOwnServer = settings.baseUrl !== undefined && settings.baseUrl !== baseUrl;
  const isGiven = [settings.apiKey, settings.cookies, settings.headers].some(
    (secret) => secret !== undefined,
  );
  if (!needsAuth || isOwnServer || isGiven) return;
  const ways = auth.map((way) =>
    way === "key" ? "apiKey: env:NAME" : "cookies: { name: env:NAME }",
  );
  throw missing(path, ways.join(" or ") || "apiKey: env:NAME", source);
}

function missing(path: Path, words: string, source: ReferenceContext["source"]): ConfigFileError {
  return problemsError(source, [{ path, message: `has to know who you are: give it ${words}` }]);
}
