import { spanOf } from "../keys/period.ts";
import { PERIODS, type Period } from "../keys/rules.ts";

/** What one key spent since a period began. */
export interface Spent {
  /** ms since 1970. */
  readonly since: number;
  readonly cost: number;
  readonly tokens: number;
}

type Sums = Readonly<Record<Period, Spent>>;

/** The first line of a spend log that was begun anew: what the files before it came to. */
export interface TotalsLine {
  readonly type: "totals";
  /** By the id of the key. */
  readonly keys: Readonly<Record<string, Sums>>;
}

/** What each key spent in the day, the month and ever. */
export class Totals {
  readonly #keys = new Map<string, Sums>();

  /** Whether nothing was ever spent. */
  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  add(key: string, at: number, cost: number, tokens: number): void {
    const sums = this.#keys.get(key);
    const grown = PERIODS.map((period) => {
      const { start } = spanOf(period, at);
      const old = sums?.[period];
      if (old !== undefined && old.since > start) return [period, old] as const;
      const same = old?.since === start ? old : { cost: 0, tokens: 0 };
      const sum = { since: start, cost: same.cost + cost, tokens: same.tokens + tokens };
      return [period, sum] as const;
    });
    this.#keys.set(key, Object.fromEntries(grown) as Record<Period, Spent>);
  }

  /** What `key` spent in the period that `now` lies in. */
  of(key: string, period: Period, now: number): Spent {
    const { start: since } = spanOf(period, now);
    const spent = this.#keys.get(key)?.[period];
    return spent?.since === since ? spent : { since, cost: 0, tokens: 0 };
  }

  toLine(): TotalsLine {
    return { type: "totals", keys: Object.fromEntries(this.#keys) };
  }

  /** Goes on from what a line says; what it says wrong is left out. */
  restore(keys: unknown): void {
    this.#keys.clear();
    for (const [key, sums] of Object.entries(Object(keys) as object)) {
      if (PERIODS.every((period) => isSpent(Reflect.get(Object(sums) as object, period)))) {
        this.#keys.set(key, sums as Sums);
      }
    }
  }
}

function isSpent(value: unknown): value is Spent {
  const { since, cost, tokens } = Object(value) as Partial<Spent>;
  return [since, cost, tokens].every((one) => typeof one === "number" && Number.isFinite(one));
}
