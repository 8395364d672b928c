import type { ProxySource } from "./proxy-source.ts";

/** Variables of an environment: `process.env`, or a part of it. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/** What may be set beside the environment. */
export interface ProxyFromEnvOptions {
  /** Also ask the proxy for targets on this machine. Default: they are always reached directly. */
  readonly loopback?: boolean;
}

/**
 * The proxies that an environment names, for the setting `proxy`: `G4F_PROXY` for every target, else
 * `HTTPS_PROXY` or `HTTP_PROXY` by the target's scheme, else `ALL_PROXY`; `NO_PROXY` lists what is
 * reached directly. Of one variable in two cases the lower one wins, an empty one counts as unset, and
 * a value without scheme is an HTTP proxy. `HTTP_PROXY` in upper case is passed over where
 * `REQUEST_METHOD` is set: there it may be a header of somebody's request (https://httpoxy.org).
 * The values are read now, and checked with the first call that needs them (`invalid_request`).
 *
 * Entries of `NO_PROXY`, divided by commas or spaces, any case: `example.com`, `.example.com` and
 * `*.example.com` are the domain and all below it; an address is itself, `10.0.0.0/8` and `fd00::/8` a
 * range of them (names are not resolved for that); `:8080` behind any holds for that port only; `*`
 * is everything. `localhost`, names below it, 127.0.0.0/8 and ::1 never go to a proxy unless
 * `loopback` is set.
 */
export function proxyFromEnv(
  env: ProxyEnvironment,
  { loopback = false }: ProxyFromEnvOptions = {},
): ProxySource {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
  const read = (name: string): string | undefined => first(name.toLowerCase(), name);
  const own = read("G4F_PROXY");
  const all = read("ALL_PROXY");
  const http = env["REQUEST_METHOD"] === undefined ? read("HTTP_PROXY") : first("http_proxy");
  const https = read("HTTPS_PROXY");
  const list = read("NO_PROXY") ?? "";
  return {
    pick: async (target) => {
      const proxy = own ?? (target.protocol === "https:" ? https : http) ?? all;
      if (proxy === undefined) return undefined;
      const { isLoopback, isExempt } = await import("./no-proxy.ts");
      if ((!loopback && isLoopback(target)) || isExempt(target, list)) return undefined;
      return proxy.includes("://") ? proxy : `http://${proxy}`;
    },
  };
}
