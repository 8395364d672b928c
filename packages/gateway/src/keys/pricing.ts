import { costOf, type PriceTable, type Usage } from "@g4f/core";

/** What a call was asked for, and who answered it. */
export interface Answered {
  /** The id of the catalog. */
  readonly model: string;
  readonly provider: string | undefined;
  readonly upstreamModel: string | undefined;
  readonly usage: Usage | undefined;
}

/** What ids of the catalog stand for: aliases and routes, as `provider:model`. */
export type Targets = (id: string) => readonly string[] | undefined;

/** Prices of what is served. */
export class Pricing {
  readonly #table: PriceTable;
  readonly #targetsOf: Targets;

  constructor(table: PriceTable = {}, targetsOf: Targets = () => undefined) {
    this.#table = table;
    this.#targetsOf = targetsOf;
  }

  /** At most what `usage` costs when `id` answers; undefined: one who may answer has no price. */
  atMost(id: string, usage: Usage): number | undefined {
    let most = 0;
    for (const target of this.#targetsOf(id) ?? [id]) {
      const costs = this.#entriesOf(target).flatMap((entry) => this.#cost(entry, usage) ?? []);
      if (costs.length === 0) return undefined;
      most = Math.max(most, ...costs);
    }
    return most;
  }

  /** What a call cost; undefined where nothing was counted, or no price is known. */
  costOf({ model: id, provider, upstreamModel: model, usage }: Answered): number | undefined {
    if (usage === undefined) return undefined;
    const targets = this.#targetsOf(id) ?? [id];
    // Of several, who answered counts; of one, the name that it has here may have a price of its own.
    const own = targets.length === 1 ? this.atMost(id, usage) : undefined;
    if (own !== undefined || provider === undefined || model === undefined) return own;
    return costOf({ provider, model, usage }, this.#table)?.total ?? this.atMost(id, usage);
  }

  /** The prices that `target` may mean: its own, or where it names no provider, those of its model. */
  #entriesOf(target: string): readonly string[] {
    const lower = target.toLowerCase();
    const all = Object.keys(this.#table);
    const exact = all.filter((entry) => entry.toLowerCase() === lower);
    return exact.length > 0 ? exact : all.filter((entry) => modelOf(entry) === target);
  }

  #cost(entry: string, usage: Usage): number | undefined {
    const provider = entry.slice(0, entry.indexOf(":"));
    return costOf({ provider, model: modelOf(entry), usage }, this.#table)?.total;
  }
}

function modelOf(entry: string): string {
  return entry.slice(entry.indexOf(":") + 1);
}
