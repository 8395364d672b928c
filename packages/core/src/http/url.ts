import { ProviderError } from "../errors.ts";

/**
 * A base URL as calls may use it: http or https, no user name, query or fragment.
 * @throws ProviderError `invalid_request` that shows no more than the origin.
 */
export function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const problem = baseUrlProblem(url);
  if (url === undefined || problem !== undefined) {
    throw new ProviderError("invalid_request", `baseUrl ${problem}`);
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function baseUrlProblem(url: URL | undefined): string | undefined {
  if (url === undefined) return "is not a URL; write it like https://api.example.com/v1";
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return `has the scheme ${url.protocol.slice(0, -1)}; it must be https or http`;
  }
  if (url.username !== "" || url.password !== "") {
    return "holds a user name or password; pass the key as apiKey";
  }
  if (url.search !== "" || url.hash !== "") return "has a query or fragment; leave them out";
  return undefined;
}

/** Ports that are meant where a URL names none. */
const PORTS: Readonly<Record<string, number>> = {
  "http:": 80,
  "https:": 443,
  "socks5:": 1080,
  "socks5h:": 1080,
};

/**
 * A proxy URL: http, https, socks5 or socks5h, with host; user name and password are allowed. Without
 * a port the scheme's own is meant: 80, 443, 1080.
 * @throws ProviderError `invalid_request` that shows the scheme and nothing else of it.
 */
export function parseProxy(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const problem = proxyProblem(url);
  if (url === undefined || problem !== undefined) {
    throw new ProviderError("invalid_request", `proxy ${problem}`);
  }
  // Only in a URL of the web a host is brought into its one form.
  url.hostname = new URL(`http://${url.hostname}`).hostname;
  return url;
}

/** The port that a URL of a target or a proxy names or means. */
export function portOf({ protocol, port }: Pick<URL, "protocol" | "port">): number {
  return port === "" ? (PORTS[protocol] ?? 0) : Number(port);
}

function proxyProblem(url: URL | undefined): string | undefined {
  if (url === undefined || url.hostname === "" || !URL.canParse(`http://${url.hostname}`)) {
    return "is not a URL; write it like http://user:password@host:8080";
  }
  if (!Object.hasOwn(PORTS, url.protocol)) {
    return `has the scheme ${url.protocol.slice(0, -1)}; it must be http, https, socks5 or socks5h`;
  }
  if ((url.pathname !== "/" && url.pathname !== "") || url.search !== "" || url.hash !== "") {
    return "has a path, query or fragment; leave it out";
  }
  return url.port === "0" ? "has the port 0; name the one that it listens on" : undefined;
}

/** `path` under `base` (a leading slash does not leave it), or an absolute URL as it is. */
export function resolveUrl(base: URL | undefined, path: string): URL {
  if (/^https?:\/\//i.test(path)) return new URL(path);
  if (base === undefined) {
    throw new TypeError(
      `no base URL for ${JSON.stringify(path)}: the manifest or instance needs baseUrl`,
    );
  }
  const url = new URL(base.href + path.replace(/^\/+/, ""));
  if (url.origin !== base.origin) throw new TypeError(`not a path: ${JSON.stringify(path)}`);
  return url;
}
