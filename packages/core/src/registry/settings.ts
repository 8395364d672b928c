import type { Container } from "../container.ts";
import type { ProviderSettings } from "../request.ts";
import { COOKIE_STORE, CREDENTIALS, HTTP_CLIENT, LOGGER } from "./tokens.ts";

/** Settings that may hold for every provider of a registry. Keys, cookies and addresses belong to one. */
export type SharedSettings = Pick<ProviderSettings, "proxy" | "deadlines" | "tls">;

const SHARED: ReadonlySet<string> = new Set<keyof SharedSettings>(["proxy", "deadlines", "tls"]);

/**
 * A checked copy.
 * @throws TypeError for a setting that would reach providers it is not meant for.
 */
export function sharedSettings(given: SharedSettings = {}): SharedSettings {
  for (const key of Object.keys(given)) {
    if (!SHARED.has(key)) {
      throw new TypeError(
        `settings of a registry hold for all its providers: ${[...SHARED].join(", ")}, not ${key}; give that to resolve() or to a factory`,
      );
    }
  }
  return Object.freeze({ ...given });
}

/** What a constructor gets: own settings before the registry's, before its collaborators. */
export function settingsFor(
  container: Container,
  shared: SharedSettings,
  own: ProviderSettings = {},
): ProviderSettings {
  const collaborators = {
    transport: container.get(HTTP_CLIENT),
    cookieStore: container.get(COOKIE_STORE),
    credentials: container.get(CREDENTIALS),
    logger: container.get(LOGGER),
  };
  return Object.freeze({ ...defined(collaborators), ...defined(shared), ...defined(own) });
}

function defined(settings: {
  readonly [K in keyof ProviderSettings]: ProviderSettings[K] | undefined;
}): ProviderSettings {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as ProviderSettings;
}
