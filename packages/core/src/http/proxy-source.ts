import { ProviderError } from "../errors.ts";
import { parseProxy } from "./url.ts";

/** A call that wants a proxy: the same object for every request of it. */
export interface ProxiedCall {
  /** The request's own `conversation`. */
  readonly conversation?: unknown;
}

/** Says which proxy a request goes through; what `proxy` takes where one URL is not enough. */
export interface ProxySource {
  /**
   * URL of the proxy for a request to `target`, or undefined: no proxy. Asked before each request of
   * a call, under the connect deadline. What it throws fails the call.
   */
  readonly pick: (
    target: URL,
    call: ProxiedCall,
  ) => string | undefined | Promise<string | undefined>;
  /**
   * Told how the proxy that was picked did: `error`, of phase `proxy`, where it failed; undefined
   * where it brought an answer, whatever it was. Returns whether the next pick gives another proxy:
   * then the same request is worth another try.
   */
  readonly report?: (proxy: string, error: ProviderError | undefined) => boolean;
}

/** What `proxy` takes: one URL for everything, or who picks one. */
export type ProxySetting = string | ProxySource;

/** The proxy of one request. */
export interface ChosenProxy {
  readonly url: URL;
  readonly report: (error: ProviderError | undefined) => boolean;
}

/** The proxy for a target; undefined: none. */
export type ProxyChoice = (
  target: URL,
) => ChosenProxy | undefined | Promise<ChosenProxy | undefined>;

const DIRECT: ProxyChoice = () => undefined;

/**
 * Whoever a call asks for its proxy. `onUrl` hears of each before it is used: it may hold a password.
 * @throws ProviderError `invalid_request` at once for a URL that is none of a proxy.
 */
export function proxyChoice(
  proxy: ProxySetting | undefined,
  call: ProxiedCall,
  onUrl: (url: URL) => void,
): ProxyChoice {
  if (proxy === undefined) return DIRECT;
  if (typeof proxy === "string") {
    const url = parseProxy(proxy);
    onUrl(url);
    const chosen = { url, report: () => false };
    return () => chosen;
  }
  return async (target) => {
    const picked = await pickFrom(proxy, target, call);
    if (picked === undefined) return undefined;
    const url = parseProxy(picked);
    onUrl(url);
    return { url, report: (error) => reportTo(proxy, picked, error) };
  };
}

/**
 * The proxy that `proxy` amounts to for a request to `target`, or undefined where there is none.
 * Rejects with a ProviderError: `invalid_request` for a URL that is none of a proxy, else whatever
 * the source says.
 */
export async function proxyFor(
  proxy: ProxySetting | undefined,
  target: URL | string,
): Promise<URL | undefined> {
  const chosen = await proxyChoice(proxy, {}, () => undefined)(new URL(target));
  return chosen?.url;
}

/** `scheme://host:port` of a proxy, without user name and password: fit to be shown. */
export function shownProxy(proxy: URL | string): string {
  const { protocol, host, username, password } = parseProxy(String(proxy));
  return `${protocol}//${username + password === "" ? "" : "***@"}${host}`;
}

function reportTo(source: ProxySource, proxy: string, error: ProviderError | undefined): boolean {
  try {
    return source.report?.(proxy, error) === true;
  } catch {
    // Who only listens must not spoil an answer.
    return false;
  }
}

async function pickFrom(
  source: ProxySource,
  target: URL,
  call: ProxiedCall,
): Promise<string | undefined> {
  try {
    return await source.pick(target, call);
  } catch (error) {
    if (ProviderError.is(error)) throw error;
    // What a source says may hold a password.
    throw new ProviderError("network", "the source of proxies failed", { phase: "proxy" });
  }
}
