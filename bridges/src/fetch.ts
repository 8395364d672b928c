import type { ProviderSettings, ProxySetting } from "@g4f/core";
import { Agent, ProxyAgent, fetch as undiciFetch, type Dispatcher } from "undici";

/** How `fetch` is given a proxy and certificates in Node: a dispatcher. Undefined where neither is asked for. */
export function fetchFor(
  settings: ProviderSettings,
  proxy?: ProxySetting,
): typeof fetch | undefined {
  const via = proxy ?? settings.proxy;
  if (typeof via === "object") throw new TypeError("a dispatcher has one proxy: pass its URL");
  const ca = settings.tls?.ca;
  if (via === undefined && ca === undefined) return undefined;
  const tls = ca === undefined ? {} : { ca };
  const dispatcher: Dispatcher =
    via === undefined
      ? new Agent({ connect: tls })
      : new ProxyAgent({ uri: via, requestTls: tls, proxyTls: tls });
  return ((url: never, init: object) =>
    undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
}
