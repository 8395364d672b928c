import { ProviderError, proxyFor, sharedTransport, type ProviderSettings } from "@g4f/core";

import type { Entry } from "../target/settings.ts";
import type { ProviderState } from "./state.ts";

const LIMIT_MS = 5000;

/**
 * Whether a server answers at a provider's address, whatever it says; one on this machine has to know the
 * path that proves what it is. The request carries no secret.
 * Undefined where it does, or where the provider has no address.
 */
export async function unreachable(
  { manifest }: Entry,
  settings: ProviderSettings,
  signal: AbortSignal,
): Promise<ProviderState | undefined> {
  const address = settings.baseUrl ?? manifest?.baseUrl;
  if (address === undefined) return undefined;
  if (!URL.canParse(address)) return { state: "not reachable", reason: "its address is no URL" };
  const local = settings.baseUrl === undefined ? manifest?.local : undefined;
  const url = local === undefined ? new URL(address) : new URL(local.probe, local.baseUrl);
  const limit = AbortSignal.timeout(LIMIT_MS);
  try {
    const status = await statusOf(url, settings, AbortSignal.any([signal, limit]));
    // On a common port of this machine it may be anybody.
    if (local === undefined || status === 200) return undefined;
    return { state: "not reachable", reason: `${address} is another server` };
  } catch (error) {
    if (signal.aborted) throw error;
    return { state: "not reachable", reason: reasonOf(error, limit) };
  }
}

async function statusOf(
  url: URL,
  { proxy, tls }: ProviderSettings,
  signal: AbortSignal,
): Promise<number> {
  const way = await proxyFor(proxy, url);
  const response = await sharedTransport().request({
    method: "GET",
    url,
    headers: {},
    signal,
    ...(way === undefined ? {} : { proxy: way }),
    ...(tls === undefined ? {} : { tls }),
  });
  response.destroy();
  return response.status;
}

function reasonOf(error: unknown, limit: AbortSignal): string {
  if (limit.aborted) return `no answer within ${LIMIT_MS / 1000} s`;
  return ProviderError.is(error) ? error.message : "its address or proxy cannot be used";
}
