import type { ProviderManifest } from "@g4f/core";

import { variable, type Terminal } from "../terminal.ts";

/** The names of the variables that belong to one provider. */
export interface ProviderVariables {
  readonly key: string;
  readonly cookie: string;
  readonly baseUrl: string;
}

/** A provider as far as its variables go. */
export interface Named {
  readonly name: string;
  readonly manifest?: Pick<ProviderManifest, "keyVariable"> | undefined;
}

/**
 * `ACME_CLOUD_API_KEY`, `ACME_CLOUD_COOKIE` and `ACME_CLOUD_BASE_URL` for a provider `acme-cloud`; the key
 * has the name that its manifest gives it, where it does.
 */
export function variablesOf({ name, manifest }: Named): ProviderVariables {
  const stem = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
  const key = manifest?.keyVariable ?? `${stem}_API_KEY`;
  return { key, cookie: `${stem}_COOKIE`, baseUrl: `${stem}_BASE_URL` };
}

/** What the environment says of one provider; cookies are `name=value`, several joined with `; `. */
export function environmentOf(
  provider: Named,
  terminal: Pick<Terminal, "env">,
): {
  readonly apiKey?: string;
  readonly cookies?: Record<string, string>;
  readonly baseUrl?: string;
} {
  const names = variablesOf(provider);
  const apiKey = variable(terminal, names.key);
  const cookies = variable(terminal, names.cookie);
  const baseUrl = variable(terminal, names.baseUrl);
  return {
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(cookies === undefined ? {} : { cookies: parseCookies(cookies) }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(";").map((pair) => /^\s*([^=]+)=(.*?)\s*$/s.exec(pair));
  return Object.fromEntries(
    pairs.flatMap((match) => (match === null ? [] : [[match[1] ?? "", match[2] ?? ""]])),
  );
}
