import { ProviderError } from "@g4f/core";
import { isPolicy, isProvider, type AnyProvider, type Provider } from "@g4f/core/engine";

import { checkFields, checkNumber } from "./check.ts";
import { modelOf } from "./eligible.ts";
import type { Lane } from "./lane.ts";
import { checkRateLimit, type RateLimitOptions } from "./limiter.ts";

/** What a million tokens cost, in any one currency. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** One of several keys; `account` names it in errors, health and events. Default: `#1`, `#2`, … */
export interface NamedKey {
  readonly apiKey: string;
  readonly account?: string;
}

/** One place that a route may send a call to. */
export interface Target {
  /** A provider; or, with `keys`, what makes one for a key. */
  readonly provider: AnyProvider | ((apiKey: string) => AnyProvider);
  /** A pool of keys: each is an account of its own. */
  readonly keys?: readonly (string | NamedKey)[];
  /** The one model that it is asked for. Default: that of the request, else the provider's default. */
  readonly model?: string;
  /** Names the account in errors, health and events. */
  readonly account?: string;
  /** Its share of calls in the order `weighted`. Default: 1. */
  readonly weight?: number;
  /** What the order `cheapest` goes by. */
  readonly price?: Price;
  /** Most input tokens; default: what the manifest says of the model. */
  readonly contextLength?: number;
  /** Of each account. */
  readonly rateLimit?: RateLimitOptions;
}

const FIELDS = [
  "provider",
  "keys",
  "model",
  "account",
  "weight",
  "price",
  "contextLength",
  "rateLimit",
] as const satisfies readonly (keyof Target)[];

/**
 * The lanes of a list of targets; the list itself is not touched.
 * @throws TypeError for a list that is empty, or an entry that is no target: it says which.
 */
export function lanesOf(use: readonly (Target | AnyProvider)[]): readonly Lane[] {
  if (!Array.isArray(use) || use.length === 0) {
    throw new TypeError("use is an empty list: a route needs at least one provider");
  }
  return withSources(use.flatMap((entry, index) => lanesOfTarget(asTarget(entry, index), index)));
}

function asTarget(entry: Target | AnyProvider, index: number): Target {
  const path = `use[${index}]`;
  if (typeof entry === "string") {
    const hint = "names are resolved by resolveRoute(registry, …)";
    throw new TypeError(`${path} is a string; it must be a provider or { provider, … }: ${hint}`);
  }
  if (isProvider(entry)) return { provider: entry };
  if (typeof entry !== "object" || entry === null || !("provider" in entry)) {
    throw new TypeError(`${path} is no provider: it needs a manifest and createAsyncGenerator`);
  }
  checkFields(path, entry, FIELDS);
  return entry;
}

function lanesOfTarget(target: Target, index: number): readonly Lane[] {
  const path = `use[${index}]`;
  const { model, weight, price, contextLength, rateLimit } = target;
  checkNumber(`${path}.weight`, weight, { above: 0 });
  checkNumber(`${path}.contextLength`, contextLength, { above: 0 });
  checkPrice(`${path}.price`, price);
  checkRateLimit(`${path}.rateLimit`, rateLimit);
  if (model !== undefined && (typeof model !== "string" || model === "")) {
    throw new TypeError(`${path}.model must be the id of a model`);
  }
  const shared = {
    model,
    target: index,
    weight: weight ?? 1,
    price,
    contextLength,
    rateLimit,
  };
  return accountsOf(target, path).map(({ provider, account }) => {
    if (isPolicy(provider)) {
      throw new TypeError(
        `${path} is a route already, and policies do not nest: a retry of retries multiplies. Write one route({ use: [ … ] }) with all of it`,
      );
    }
    checkModel(provider, model, path);
    const { name } = provider.manifest;
    return { ...shared, provider, name, account, source: name, pooled: target.keys !== undefined };
  });
}

function checkPrice(path: string, price: Price | undefined): void {
  if (price === undefined) return;
  checkFields(path, price, ["input", "output"]);
  for (const field of ["input", "output"] as const) {
    if (price[field] === undefined) throw new TypeError(`${path}.${field} is missing`);
    checkNumber(`${path}.${field}`, price[field], { least: 0 });
  }
}

interface Account {
  readonly provider: Provider;
  readonly account: string | undefined;
}

function accountsOf(target: Target, path: string): readonly Account[] {
  const { provider, keys, account } = target;
  if (keys === undefined) {
    if (isProvider(provider)) return [{ provider, account }];
    throw new TypeError(
      `${path}.provider is no provider: it needs a manifest and createAsyncGenerator, or keys beside a function that makes one`,
    );
  }
  if (typeof provider !== "function") {
    throw new TypeError(
      `${path}.provider must be a function of the key where there are keys: (apiKey) => new Acme({ apiKey })`,
    );
  }
  if (!Array.isArray(keys) || keys.length === 0) {
    throw new TypeError(`${path}.keys is an empty list: a pool needs at least one key`);
  }
  return (keys as readonly (string | NamedKey)[]).map((key, position) => {
    const { apiKey, account: own } =
      typeof key === "string" ? { apiKey: key, account: undefined } : key;
    if (typeof apiKey !== "string" || apiKey === "") {
      throw new TypeError(
        `${path}.keys[${position}] is no key: it must be a string that is not empty`,
      );
    }
    const made = provider(apiKey);
    if (!isProvider(made)) {
      throw new TypeError(`${path}.provider made no provider of keys[${position}]`);
    }
    return { provider: made, account: own ?? `${account ?? ""}#${position + 1}` };
  });
}

/** A pinned model that a closed list does not hold would fail every call. */
function checkModel({ manifest }: Provider, model: string | undefined, path: string): void {
  if (model === undefined) return;
  try {
    modelOf(manifest, model);
  } catch (error) {
    if (!ProviderError.is(error)) throw error;
    throw new TypeError(`${path}.model: ${error.message}`, { cause: error });
  }
}

/**
 * Several instances of one provider are several sources: other servers, or other accounts. Those
 * without an account of their own are numbered; the same instance twice is one source.
 */
function withSources(lanes: readonly Lane[]): readonly Lane[] {
  const sources = new Map<string, Map<unknown, string>>();
  return lanes.map((lane) => {
    const of = sources.get(lane.name) ?? new Map<unknown, string>();
    sources.set(lane.name, of);
    // The keys of a pool are one source: what its provider does, it does to all of them.
    const owner: unknown = lane.pooled ? lane.target : lane.provider;
    const known = of.get(owner);
    const account =
      lane.account ?? (of.size === 0 || known === "" ? undefined : (known ?? `#${of.size + 1}`));
    const own = lane.pooled ? `pool ${lane.target}` : (account ?? "");
    of.set(owner, own);
    return { ...lane, account, source: own === "" ? lane.name : `${lane.name}/${own}` };
  });
}
