import { ProviderError } from "../errors.ts";
import { portOf } from "./url.ts";

/** Statuses of a proxy that a second try may cure. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const DENIALS: ReadonlySet<number> = new Set([401, 403, 407]);

/** User name and password of a proxy's URL as they are meant; undefined where it has neither. */
export function proxyLogin({
  username,
  password,
}: URL): { readonly name: string; readonly password: string } | undefined {
  if (username === "" && password === "") return undefined;
  return { name: decoded(username), password: decoded(password) };
}

/** All that must not be shown of a proxy's URL. */
export function proxySecrets(proxy: URL): readonly string[] {
  const login = proxyLogin(proxy);
  if (login === undefined) return [];
  const { name, password } = login;
  const joined = proxy.username === "" ? [] : [`${name}:${password}`];
  return [proxy.username, proxy.password, name, password, ...joined];
}

/** `host:port` of a proxy, for messages. */
export function proxyPlace(proxy: URL): string {
  return `${proxy.hostname}:${portOf(proxy)}`;
}

/** The header that user name and password of a proxy's URL amount to; empty where it has none. */
export function proxyAuthorization(proxy: URL): { readonly "proxy-authorization"?: string } {
  const login = proxyLogin(proxy);
  if (login === undefined) return {};
  const plain = `${login.name}:${login.password}`;
  return { "proxy-authorization": `Basic ${Buffer.from(plain, "utf8").toString("base64")}` };
}

/**
 * The error for a proxy that answered by itself. Its status stands in the cause only, and the code
 * is `network`: a status or `auth` on the error would blame the provider's key.
 */
export function proxyRefusal(proxy: URL, status: number): ProviderError {
  const text = DENIALS.has(status)
    ? "refused access; check the user name and password in the proxy's URL"
    : "did not open a connection to the target";
  return new ProviderError("network", `proxy ${proxyPlace(proxy)} ${text}`, {
    phase: "proxy",
    retryable: PASSING.has(status),
    cause: Object.assign(new Error(`the proxy answered ${status}`), {
      name: "ProxyStatus",
      status,
    }),
  });
}

/**
 * Programs that answer in their own name where they mean themselves, tinyproxy with the status and
 * header of a server that wants a login. What they pass on keeps the name of the target's server.
 */
const FORWARDERS = /^(?:tinyproxy|squid)\b/i;

/** Whether an answer that came by way of a forwarding proxy is the proxy's own refusal. */
export function isProxyRefusal(
  status: number,
  headers: Readonly<Record<string, unknown>>,
): boolean {
  if (status === 407 || (DENIALS.has(status) && "proxy-authenticate" in headers)) return true;
  const { server } = headers;
  return status >= 400 && typeof server === "string" && FORWARDERS.test(server);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
