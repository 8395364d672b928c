import type { ProviderError } from "../errors.ts";
import type { ProxiedCall, ProxySource } from "./proxy-source.ts";
import { parseProxy } from "./url.ts";

/** How a list of proxies is gone through. */
export interface RotatingProxiesOptions {
  /**
   * In ms: how long a proxy that failed is left out. Doubled with each failure in a row, up to 32
   * times as long. Default: 30 000.
   */
  readonly restMs?: number;
}

/** A list of proxies that takes turns. */
export interface RotatingProxies extends ProxySource {
  /**
   * The same proxies for the calls of one conversation: all of them go through one proxy, in every
   * process with that list, and through another only while that one is left out.
   */
  readonly forConversation: (id: string) => ProxySource;
}

interface Entry {
  readonly url: string;
  failures: number;
  /** By `Date.now()`. */
  restsUntil: number;
  /** Was picked though it rests, because all do. */
  tried: boolean;
}

const REST_MS = 30_000;
const LONGEST = 32;

/**
 * Proxies that take turns, one call after the other, beginning anywhere; all requests of a call go
 * through one. A proxy
 * that fails (an error of phase `proxy`, no other) is left out for a while. Where all are, the one
 * whose rest ends first is asked: nothing is ever connected without a proxy.
 * @throws TypeError for an empty list or a `restMs` that is no time, ProviderError `invalid_request` for a URL that is none of a proxy.
 */
export function rotatingProxies(
  proxies: readonly string[],
  { restMs = REST_MS }: RotatingProxiesOptions = {},
): RotatingProxies {
  if (proxies.length === 0) throw new TypeError("rotatingProxies needs at least one proxy");
  if (!(restMs >= 0)) throw new TypeError("restMs must be a number of ms, 0 or more");
  for (const proxy of proxies) parseProxy(proxy);
  const entries = [...new Set(proxies)].map((url): Entry => ({
    url,
    failures: 0,
    restsUntil: 0,
    tried: false,
  }));
  // A program that makes one call and ends would always ask the first.
  let turn = Math.floor(Math.random() * entries.length);

  const report = (proxy: string, error: ProviderError | undefined): boolean => {
    const entry = entries.find(({ url }) => url === proxy);
    if (entry === undefined) return false;
    if (error === undefined) Object.assign(entry, { failures: 0, restsUntil: 0, tried: false });
    else fail(entry, restMs);
    return entries.some((other) => other !== entry && !rests(other));
  };

  const source = (order: () => readonly Entry[]): ProxySource => {
    const ofCalls = new WeakMap<ProxiedCall, Entry>();
    const pick: ProxySource["pick"] = (_target, call) => {
      const known = ofCalls.get(call);
      const entry = known !== undefined && !rests(known) ? known : wellest(order());
      entry.tried = rests(entry);
      ofCalls.set(call, entry);
      return entry.url;
    };
    return { pick, report };
  };

  return {
    ...source(() => {
      const start = turn++ % entries.length;
      return [...entries.slice(start), ...entries.slice(0, start)];
    }),
    forConversation: (id) => {
      const ranked = entries.toSorted((a, b) => rank(id, b.url) - rank(id, a.url));
      return source(() => ranked);
    },
  };
}

function rests({ restsUntil }: Entry): boolean {
  return Date.now() < restsUntil;
}

/** The first that does not rest, else the one whose rest ends first. */
function wellest(order: readonly Entry[]): Entry {
  const soonest = order.reduce((a, b) => (b.restsUntil < a.restsUntil ? b : a));
  return order.find((entry) => !rests(entry)) ?? soonest;
}

/** Calls that fail together are one failure: only who was asked since may make a rest longer. */
function fail(entry: Entry, restMs: number): void {
  if (rests(entry) && !entry.tried) return;
  entry.tried = false;
  entry.restsUntil = Date.now() + restMs * Math.min(2 ** entry.failures, LONGEST);
  entry.failures += 1;
}

/** A number that `id` and `url` decide (FNV-1a): the order by it changes little when the list does. */
function rank(id: string, url: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const char of `${id}\n${url}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
