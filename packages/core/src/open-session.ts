import { CallEnd } from "./call-end.ts";
import type { Cleanup, CleanupContext, ProviderContext } from "./context.ts";
import { ProviderError, type ErrorCode } from "./errors.ts";
import { checkHeaders, checkHeaderValue, cookieHeader } from "./http/headers.ts";
import { HttpSession } from "./http/http-session.ts";
import { proxyChoice } from "./http/proxy-source.ts";
import { proxySecrets } from "./http/proxy.ts";
import { Secrets } from "./http/redact.ts";
import type { SessionSetup } from "./http/session-setup.ts";
import type { Transport } from "./http/transport.ts";
import { parseBaseUrl } from "./http/url.ts";
import { silentLogger, type Logger } from "./logger.ts";
import type { ProviderManifest } from "./manifest.ts";
import type { CheckedRequest } from "./prepare.ts";
import type { ProviderSettings } from "./request.ts";
import { VERSION } from "./version.ts";

/** What binds a call to the network. */
export interface CallSession {
  readonly http: HttpSession;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly contextWith: (defer: (cleanup: Cleanup) => void) => ProviderContext;
  readonly forCleanup: (signal: AbortSignal) => CleanupContext & { readonly end: () => void };
}

/** The parts of an instance that a session is made of. */
export interface SessionParts {
  readonly manifest: ProviderManifest;
  readonly settings: ProviderSettings;
  readonly classify: (status: number | undefined, body: unknown) => ErrorCode | undefined;
}

type Cookies = Readonly<Record<string, string>>;
const NO_COOKIES: Cookies = Object.freeze({});

/**
 * Finds key and cookies, and binds them to the origin of the base URL; nothing is sent. A promise only
 * where a source of keys or a store of cookies is asked.
 * @throws ProviderError `auth` where the provider needs a key and none is to be found,
 * `invalid_request` for a URL or secret that cannot be used.
 */
export function openSession(
  parts: SessionParts,
  checked: CheckedRequest<object>,
  end: CallEnd,
  connectMs: number,
): CallSession | Promise<CallSession> {
  const baseUrl = baseUrlOf(parts);
  const bind = (key: string | undefined, cookies: Cookies): CallSession =>
    bindSession(parts, checked, { baseUrl, key, cookies, end, connectMs });
  const key = findKey(parts, baseUrl);
  const cookies = checked.cookies ?? storedCookies(parts, baseUrl);
  if (!(key instanceof Promise) && !(cookies instanceof Promise)) return bind(key, cookies);
  return Promise.all([key, cookies]).then((found) => bind(...found));
}

/** What a session is bound to. */
interface Bound {
  readonly baseUrl: URL | undefined;
  readonly key: string | undefined;
  readonly cookies: Cookies;
  readonly end: CallEnd;
  readonly connectMs: number;
}

function bindSession(
  parts: SessionParts,
  checked: CheckedRequest<object>,
  { baseUrl, key, cookies, end, connectMs }: Bound,
): CallSession {
  const { manifest, settings } = parts;
  const secrets = new Secrets();
  const { conversation } = checked.request;
  const proxied = conversation === undefined ? {} : { conversation };
  const proxy = proxyChoice(checked.proxy, proxied, (url) => secrets.add(...proxySecrets(url)));
  secrets.add(key);
  for (const named of [cookies, settings.headers ?? {}]) secrets.add(...Object.values(named));
  const logger = redactingLogger(settings.logger, secrets);
  requireAuth(parts, baseUrl, key, cookies);
  const setup: SessionSetup = {
    provider: manifest.name,
    baseUrl,
    credentials: credentialHeaders(manifest, settings, key, cookies),
    userAgent: `g4f/${VERSION}`,
    proxy,
    tls: settings.tls,
    connectMs,
    transport: () => settings.transport ?? sharedByAll(),
    logger,
    redact: secrets.redact,
    classify: parts.classify,
    keepCookie: checked.cookies === undefined ? cookieKeeper(parts, secrets, logger) : undefined,
  };
  const http = new HttpSession(setup, end);
  return {
    http,
    secrets,
    logger,
    contextWith: (defer) => ({
      http,
      get signal() {
        return end.signal;
      },
      logger,
      baseUrl: baseUrl?.href ?? "",
      cookies: cookies === NO_COOKIES ? NO_COOKIES : Object.freeze({ ...cookies }),
      errorFrom: http.errorFrom,
      defer,
    }),
    forCleanup: (cleanupSignal) => {
      const own = new HttpSession(setup, CallEnd.following(cleanupSignal));
      return { http: own, signal: cleanupSignal, end: () => void own.end(true) };
    },
  };
}

let carrier: typeof import("./http/undici-transport.ts") | undefined;

function sharedByAll(): Transport | Promise<Transport> {
  return carrier === undefined ? loadCarrier() : carrier.sharedTransport();
}

async function loadCarrier(): Promise<Transport> {
  carrier = await import("./http/undici-transport.ts");
  return carrier.sharedTransport();
}

const bases = new WeakMap<ProviderSettings, URL>();

/** Read once for each instance, whose settings are its own and frozen. */
function baseUrlOf({ manifest, settings }: SessionParts): URL | undefined {
  const known = bases.get(settings);
  if (known !== undefined) return known;
  const base = settings.baseUrl ?? manifest.baseUrl;
  if (base === undefined) return undefined;
  const url = parseBaseUrl(base);
  bases.set(settings, url);
  return url;
}

function findKey(
  { manifest, settings }: SessionParts,
  baseUrl: URL | undefined,
): string | undefined | Promise<string | undefined> {
  const { apiKey, credentials } = settings;
  if (apiKey !== undefined) return apiKey;
  if (credentials === undefined || !manifest.auth.includes("key")) return undefined;
  return askedFor(credentials, manifest, baseUrl);
}

async function askedFor(
  credentials: NonNullable<ProviderSettings["credentials"]>,
  manifest: ProviderManifest,
  baseUrl: URL | undefined,
): Promise<string | undefined> {
  try {
    return await credentials.get(manifest.name, baseUrl?.origin ?? "");
  } catch (error) {
    if (ProviderError.is(error)) throw error;
    // What any other source says may hold the credential.
    throw new ProviderError("auth", `${manifest.name}: the credential source failed`, {
      provider: manifest.name,
    });
  }
}

function storedCookies(
  { manifest, settings }: SessionParts,
  baseUrl: URL | undefined,
): Cookies | Promise<Cookies> {
  if (baseUrl === undefined || !manifest.auth.includes("cookies")) return NO_COOKIES;
  return cookiesFor(baseUrl, manifest, settings);
}

async function cookiesFor(
  baseUrl: URL,
  manifest: ProviderManifest,
  settings: ProviderSettings,
): Promise<Cookies> {
  const store = settings.cookieStore ?? (await import("./cookies/default.ts")).defaultCookieStore;
  try {
    return await store.get(baseUrl);
  } catch (error) {
    const { CookieError } = await import("./cookies/cookie-error.ts");
    // What any other error says may hold the cookies.
    const words = CookieError.is(error) ? error.message : "the cookie store failed";
    throw new ProviderError("auth", `${manifest.name}: ${words}`, { provider: manifest.name });
  }
}

/**
 * Renews the cookies of the instance's own store by those that answers set. The default store is shared by
 * the process, so that what is set for one instance would be sent by another.
 */
function cookieKeeper(
  { manifest, settings: { cookieStore } }: SessionParts,
  secrets: Secrets,
  logger: Logger,
): SessionSetup["keepCookie"] {
  if (cookieStore === undefined || !manifest.auth.includes("cookies")) return undefined;
  const keep = async (url: URL, line: string): Promise<void> => {
    try {
      await cookieStore.setFromHeader(url, line);
    } catch {
      logger.warn({ provider: manifest.name, origin: url.origin }, "a cookie could not be kept");
    }
  };
  return (url, line) => {
    secrets.add(/=\s*"?([^;"]*)/.exec(line)?.[1]?.trim());
    void keep(url, line);
  };
}

/** A server of the user's own may want no key; the provider's own address does. */
function requireAuth(
  { manifest, settings }: SessionParts,
  baseUrl: URL | undefined,
  key: string | undefined,
  cookies: Cookies,
): void {
  const given = key !== undefined || Object.keys(cookies).length > 0;
  if (!manifest.needsAuth || given || settings.headers !== undefined) return;
  const own = settings.baseUrl !== undefined && baseUrl?.origin !== originOf(manifest.baseUrl);
  if (own) return;
  const ways = manifest.auth.map((way) => (way === "key" ? "apiKey" : "cookies"));
  const custom =
    manifest.keyVariable === undefined ? "" : ` (by custom the key is in ${manifest.keyVariable})`;
  throw new ProviderError(
    "auth",
    `${manifest.name} needs ${ways.join(" or ") || "credentials"}: pass ${ways.join(" or ") || "headers"} to the instance${custom}`,
    { provider: manifest.name },
  );
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).origin;
}

function credentialHeaders(
  { keyHeader }: ProviderManifest,
  { headers }: ProviderSettings,
  key: string | undefined,
  cookies: Cookies,
): Record<string, string> {
  const credentials: Record<string, string> = {};
  if (key !== undefined) {
    checkHeaderValue("apiKey", key);
    credentials[keyHeader] = keyHeader === "authorization" ? `Bearer ${key}` : key;
  }
  if (Object.keys(cookies).length > 0) credentials["cookie"] = cookieHeader(cookies);
  return { ...credentials, ...checkHeaders(headers ?? {}) };
}

/** Only strings are masked: a secret such as `true` would make other values unreadable. */
function redactedCopy(data: object, redact: (text: string) => string): object {
  const text = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === "string" ? redact(value) : value,
  );
  return JSON.parse(text) as object;
}

/** Redacts what is logged, values included; a silent logger costs nothing. */
function redactingLogger(logger: Logger | undefined, secrets: Secrets): Logger {
  if (logger === undefined) return silentLogger;
  const level =
    (write: Logger["info"]): Logger["info"] =>
    (data, message) => {
      try {
        write(redactedCopy(data, secrets.redact), secrets.redact(message));
      } catch {
        // A line that cannot be written must not end a call.
      }
    };
  return {
    debug: level((data, message) => logger.debug(data, message)),
    info: level((data, message) => logger.info(data, message)),
    warn: level((data, message) => logger.warn(data, message)),
    error: level((data, message) => logger.error(data, message)),
  };
}
