import { ProviderError, type ErrorCode } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import type { Provider } from "@g4f/core/registry";
import type { Health } from "@g4f/router";

import type { ServedProvider } from "../catalog/catalog.ts";
import type { Relayed } from "../relay/relay.ts";

/** What calls through this gateway have shown of a provider. */
interface Seen {
  lastSuccessAt: number | undefined;
  lastFailure: { code: ErrorCode; message: string; at: number } | undefined;
  failuresInARow: number;
}

/** Failures that say something of the provider, not of what was asked of it. */
const TELLING: ReadonlySet<ErrorCode> = new Set([
  "auth",
  "permission",
  "quota",
  "rate_limit",
  "model_gone",
  "overloaded",
  "timeout",
  "network",
  "protocol",
  "truncated",
  "upstream",
]);

/** How each provider fares, from the calls that were made; nothing is sent for it. */
export class ProviderHealth {
  readonly #seen = new Map<string, Seen>();

  /** Takes in how a call ended; `name` as the provider was registered. */
  record(name: string, { outcome, error }: Relayed): void {
    const seen = this.#of(name);
    if (outcome === "complete") {
      seen.lastSuccessAt = Date.now();
      seen.failuresInARow = 0;
    } else if (outcome === "failed" && ProviderError.is(error) && TELLING.has(error.code)) {
      seen.failuresInARow++;
      seen.lastFailure = { code: error.code, message: error.message, at: Date.now() };
    }
  }

  /** For people and programs that ask who is served, and how well. */
  async tell(served: ServedProvider): Promise<object> {
    const provider = await served.provider().catch((error: unknown) => error);
    const { name } = served;
    if (!isProvider(provider)) {
      return { id: name, object: "provider", status: "unavailable", reason: reasonOf(provider) };
    }
    const { manifest } = provider;
    const targets = isRoute(provider) ? await provider.health() : undefined;
    const { deprecated } = manifest;
    return {
      id: name,
      object: "provider",
      ...this.#state(name, provider, targets),
      ...defined({
        label: manifest.label,
        url: manifest.url,
        default_model: manifest.defaultModel,
      }),
      open_models: manifest.models.open,
      ...defined({ deprecated, verified: manifest.verified }),
      ...(targets === undefined ? {} : { targets }),
    };
  }

  /** Whether a call to it has a chance: false where every target of a route is away. */
  async mayAnswer(served: ServedProvider): Promise<boolean> {
    const provider = await served.provider().catch(() => undefined);
    if (provider === undefined) return false;
    if (!isRoute(provider)) return true;
    const targets = await provider.health();
    return targets.length === 0 || targets.some((target) => !isAway(target));
  }

  #state(
    name: string,
    { manifest }: Provider,
    targets: readonly Health[] | undefined,
  ): { readonly status: string; readonly reason: string } {
    const { working, deprecated } = manifest;
    if (!working) return { status: "not working", reason: deprecated?.reason ?? "" };
    if (targets?.length !== 0 && targets?.every(isAway) === true) {
      const reason = targets.map((one) => `${one.provider}: ${one.reason}`).join("; ");
      return { status: "unavailable", reason };
    }
    const { failuresInARow, lastFailure, lastSuccessAt } = this.#of(name);
    if (failuresInARow > 0 && lastFailure !== undefined) {
      return { status: "failing", reason: `${lastFailure.code}: ${lastFailure.message}` };
    }
    return { status: lastSuccessAt === undefined ? "unknown" : "good", reason: "" };
  }

  #of(name: string): Seen {
    let seen = this.#seen.get(name);
    if (seen === undefined) {
      seen = { lastSuccessAt: undefined, lastFailure: undefined, failuresInARow: 0 };
      this.#seen.set(name, seen);
    }
    return seen;
  }
}

/** A route tells how its members fare. */
interface Route {
  readonly health: () => Promise<readonly Health[]>;
}

function isRoute(provider: object): provider is Route {
  return typeof Reflect.get(provider, "health") === "function";
}

function isProvider(value: unknown): value is Provider {
  return typeof value === "object" && value !== null && "manifest" in value;
}

function isAway({ state, declared }: Health): boolean {
  return state === "open" || state === "resting" || declared === "not working";
}

function reasonOf(error: unknown): string {
  return ProviderError.is(error) ? error.message : "it could not be made";
}
