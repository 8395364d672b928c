import { ProviderError } from "../errors.ts";
import { proxyAuthorization } from "./proxy.ts";
import type { TransportRequest } from "./transport.ts";

/** How a request gets to its target: which pool carries it, and what its first lines say. */
export interface Route {
  /** Straight, as absolute-form to a proxy, or through a tunnel of a proxy (CONNECT or SOCKS). */
  readonly kind: "direct" | "forward" | "tunnel";
  readonly proxy?: URL;
  readonly ca?: string;
  /** The origin that the pool connects to: the proxy's where it forwards, else the target's. */
  readonly origin: string;
  /** Request target: a path, or the absolute URL where a proxy forwards. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const HTTP: readonly string[] = ["http:", "https:"];
const SOCKS: readonly string[] = ["socks5:", "socks5h:"];

/** @throws ProviderError `invalid_request` for a scheme that cannot be carried. */
export function routeOf(request: TransportRequest): Route {
  const { url, proxy, headers } = request;
  checkScheme("the URL", url, HTTP);
  const path = url.pathname + url.search;
  const ca = request.tls?.ca;
  const trust = ca === undefined ? {} : { ca };
  if (proxy === undefined) return { kind: "direct", origin: url.origin, path, headers, ...trust };
  checkScheme("the proxy", proxy, [...HTTP, ...SOCKS]);
  if (url.protocol === "https:" || SOCKS.includes(proxy.protocol)) {
    return { kind: "tunnel", proxy, origin: url.origin, path, headers, ...trust };
  }
  const forwarded = { host: url.host, ...headers, ...proxyAuthorization(proxy) };
  return {
    kind: "forward",
    proxy,
    origin: proxy.origin,
    path: url.origin + path,
    headers: forwarded,
    ...trust,
  };
}

function checkScheme(what: string, { protocol }: URL, known: readonly string[]): void {
  if (known.includes(protocol)) return;
  const names = known.map((scheme) => scheme.slice(0, -1));
  throw new ProviderError(
    "invalid_request",
    `${what} has the scheme ${protocol.slice(0, -1)}; it must be ${names.slice(0, -1).join(", ")} or ${names.at(-1)}`,
  );
}
