import { proxyFromEnv, type ProxySetting } from "@g4f/core";

import type { ProviderConfig } from "../config/config.ts";
import type { SettingsSources } from "./settings.ts";

/** A proxy, or who picks one, and who named it. */
export interface FoundProxy {
  readonly proxy: ProxySetting;
  readonly source: string;
}

const OWN = "G4F_PROXY";
const COMMON = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"] as const;

/**
 * The proxy of one provider's calls; undefined where nobody named one. What the environment says to this
 * command goes before the file, and that before what it says to all programs.
 */
export function proxyOf(
  own: Pick<ProviderConfig, "proxy">,
  { choice, loaded, terminal: { env } }: SettingsSources,
): FoundProxy | undefined {
  if (choice.proxy !== undefined) return { proxy: choice.proxy, source: "--proxy" };
  const isSet = (name: string): boolean => Boolean(env[name.toLowerCase()] || env[name]);
  if (isSet(OWN)) return { proxy: proxyFromEnv(env), source: OWN };
  const file = own.proxy ?? loaded.config.proxy;
  if (file !== undefined) return { proxy: file, source: loaded.file ?? "the configuration" };
  const common = COMMON.filter(isSet);
  if (common.length === 0) return undefined;
  return { proxy: proxyFromEnv(env), source: common.join(", ") };
}
