import type { ProviderSettings } from "@g4f/core";

import { OPTIONS, type OpenAssistantOptions } from "./options.ts";
import { SAMPLING_NAMES, type SamplingConfig } from "./sampling.ts";
import {
  TRUSTED_CLIENT_HEADER,
  trustedClientHeader,
  type TrustedClient,
} from "./trusted-client.ts";

/** How an {@link OpenAssistant} is set up; its options are defaults for each call. */
export interface OpenAssistantSettings extends ProviderSettings, OpenAssistantOptions {
  /**
   * Which server `baseUrl` leads to: the website, where cookies say who calls, or the inference server
   * behind it, where `apiKey` or `trustedClient` does. Default: `inference` with a `trustedClient`,
   * else `website`.
   */
  readonly api?: ApiName;
  /** Speaks for a user instead of `apiKey`; inference server only. */
  readonly trustedClient?: TrustedClient;
  /** Replaces the defaults of sampling and the named presets. Default: `SAMPLING`. */
  readonly samplingConfig?: SamplingConfig;
}

/** The two servers there are. */
export type ApiName = "website" | "inference";

/**
 * Which server is meant.
 * @throws TypeError where `api` is no server, or the website is to see a trusted client's secrets.
 */
export function apiOf({ api, trustedClient }: OpenAssistantSettings): ApiName {
  const name = api ?? (trustedClient === undefined ? "website" : "inference");
  if (name !== "website" && name !== "inference") {
    throw new TypeError(`api is ${JSON.stringify(name)}; it must be website or inference`);
  }
  if (name === "website" && trustedClient !== undefined) {
    throw new TypeError("trustedClient is for the inference server; leave it out or set api");
  }
  return name;
}

/** What core is to know: its own settings, with the trusted client among the secret headers. */
export function coreSettings(settings: OpenAssistantSettings): ProviderSettings {
  const own = new Set(["api", "trustedClient", "samplingConfig", ...Object.keys(OPTIONS)]);
  const rest: ProviderSettings = Object.fromEntries(
    Object.entries(settings).filter(([key]) => !own.has(key)),
  );
  if (settings.trustedClient === undefined) return rest;
  const trusted = { [TRUSTED_CLIENT_HEADER]: trustedClientHeader(settings.trustedClient) };
  return { ...rest, headers: { ...rest.headers, ...trusted } };
}

/** A request with the instance's options where it names none. */
export function withDefaults<Request extends object>(
  settings: OpenAssistantSettings,
  request: Request,
): Request {
  const given = Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  );
  const defaults = Object.fromEntries(
    Object.keys(OPTIONS).flatMap((key) => {
      const value: unknown = Reflect.get(settings, key);
      return value === undefined || isReplaced(key, given) ? [] : [[key, value]];
    }),
  );
  return { ...defaults, ...given } as Request;
}

/** Whether the request says, under another name, what the instance says under `key`. */
function isReplaced(key: string, given: Readonly<Record<string, unknown>>): boolean {
  if (key === "maxNewTokens" && Object.hasOwn(given, "maxTokens")) return true;
  return Object.hasOwn(given, "sampling") && (SAMPLING_NAMES as readonly string[]).includes(key);
}
