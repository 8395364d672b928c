import { JarCookieStore, suggest } from "@g4f/core";
import { isPersonal } from "@g4f/core/engine";
import { COOKIE_STORE, type ProviderRegistry, type RegistryEntry } from "@g4f/core/registry";

import type { Catalog, Found, Served } from "./catalog.ts";
import { Member } from "./member.ts";

/** What of a registry is served. */
export interface CatalogOptions {
  readonly registry: ProviderRegistry;
  /**
   * Names of providers, in the order in which a model is looked for. Default: all that work, by name, but
   * those that use a person's cookies: these are served only when they are named.
   */
  readonly providers?: readonly string[];
  /** More ids: `{ "fast": "acme:acme-1-mini", "main": "main" }`; they come before all others. */
  readonly models?: Readonly<Record<string, string>>;
}

const PERSONAL =
  "the registry's cookie store holds a person's own browser session, which a gateway never serves; give it a store without one";

/**
 * A catalog over a registry. A model is served as `provider:model`, and by its plain id by the first
 * provider that has it. A registry without a cookie store gets an empty one: the store of the process
 * holds the cookies of a person.
 * @throws TypeError for a name that the registry does not have, and for a store of cookies that holds the
 * session of the person at this machine (`isPersonal`): whoever has a key would speak in that person's name.
 */
export function createCatalog({ registry, providers, models = {} }: CatalogOptions): Catalog {
  const cookies = registry.container.get(COOKIE_STORE);
  if (isPersonal(cookies)) throw new TypeError(PERSONAL);
  if (cookies === undefined) registry.container.override(COOKIE_STORE, new JarCookieStore());
  const entries = registry.list();
  const names = providers?.map((name) => nameOf(name, entries)) ?? servedByDefault(entries);
  const members = names.map((name) => new Member(registry, name));
  const byName = membersByName(members, entries);
  for (const [id, target] of Object.entries(models)) checkTarget(id, target, byName);
  return new RegistryCatalog(members, byName, new Map(Object.entries(models)));
}

class RegistryCatalog implements Catalog {
  readonly #members: readonly Member[];
  /** Names and aliases of the members, lower-cased. */
  readonly #byName: ReadonlyMap<string, Member>;
  readonly #models: ReadonlyMap<string, string>;

  constructor(
    members: readonly Member[],
    byName: ReadonlyMap<string, Member>,
    models: ReadonlyMap<string, string>,
  ) {
    this.#members = members;
    this.#byName = byName;
    this.#models = models;
  }

  readonly providers = (): readonly Member[] => this.#members;

  readonly list = async (): Promise<readonly Served[]> => {
    const served = new Map<string, Served>();
    for (const [id, target] of this.#models) {
      served.set(id, { id, provider: this.#targetOf(target)?.member.name ?? target });
    }
    const lists = await Promise.all(this.#members.map((member) => member.models()));
    for (const [index, { name: provider }] of this.#members.entries()) {
      for (const info of lists[index] ?? []) {
        const id = served.has(info.id) ? `${provider}:${info.id}` : info.id;
        served.set(id, { id, provider, info });
      }
    }
    return [...served.values()];
  };

  readonly find = async (id: string): Promise<Found | undefined> => {
    const target = this.#targetOf(this.#models.get(id) ?? id);
    // A provider's name alone is a model only where an operator made it one.
    const named = target?.model !== undefined || this.#models.has(id);
    if (target !== undefined && named) return await target.member.found(id, target.model);
    for (const member of this.#members) if (member.knows(id)) return await member.found(id, id);
    return await this.#listed(id);
  };

  readonly pinned = (name: string): Catalog | undefined => {
    const member = this.#byName.get(name.toLowerCase());
    return member === undefined ? undefined : pinnedTo(member);
  };

  #targetOf(spec: string): { member: Member; model: string | undefined } | undefined {
    const colon = spec.indexOf(":");
    const member = this.#byName.get((colon < 0 ? spec : spec.slice(0, colon)).toLowerCase());
    if (member === undefined) return undefined;
    const model = colon < 0 ? "" : spec.slice(colon + 1);
    return { member, model: model === "" ? undefined : model };
  }

  /** Asks those who can tell which models they have; the first of them that has it answers. */
  async #listed(id: string): Promise<Found | undefined> {
    const have = await Promise.all(this.#members.map((member) => member.has(id)));
    return await this.#members[have.indexOf(true)]?.found(id, id);
  }
}

/** All that one provider answers; where its list is open, ids that are not on it, too. */
function pinnedTo(member: Member): Catalog {
  const catalog: Catalog = {
    providers: () => [member],
    list: async () => {
      const models = await member.models();
      return models.map((info) => ({ id: info.id, provider: member.name, info }));
    },
    find: async (id) => {
      const open = member.manifest?.models.open !== false;
      return open || member.knows(id) ? await member.found(id, id) : undefined;
    },
    pinned: (name) => (name.toLowerCase() === member.name.toLowerCase() ? catalog : undefined),
  };
  return catalog;
}

function servedByDefault(entries: readonly RegistryEntry[]): string[] {
  return entries
    .filter(({ manifest }) => manifest?.working !== false)
    .filter(({ manifest }) => manifest?.auth.includes("cookies") !== true)
    .map(({ name }) => name);
}

function nameOf(wanted: string, entries: readonly RegistryEntry[]): string {
  const lower = wanted.toLowerCase();
  const entry = entries.find(({ name, aliases }) =>
    [name, ...aliases].some((one) => one.toLowerCase() === lower),
  );
  if (entry !== undefined) return entry.name;
  const names = entries.map(({ name }) => name);
  throw new TypeError(`no provider is named ${JSON.stringify(wanted)}${suggest(wanted, names)}`);
}

function membersByName(
  members: readonly Member[],
  entries: readonly RegistryEntry[],
): ReadonlyMap<string, Member> {
  const byName = new Map<string, Member>();
  for (const member of members) {
    const aliases = entries.find(({ name }) => name === member.name)?.aliases ?? [];
    for (const name of [member.name, ...aliases]) byName.set(name.toLowerCase(), member);
  }
  return byName;
}

function checkTarget(id: string, target: string, byName: ReadonlyMap<string, Member>): void {
  const [provider = ""] = target.split(":", 1);
  if (byName.has(provider.toLowerCase())) return;
  const names = [...byName.keys()];
  throw new TypeError(
    `model ${JSON.stringify(id)}: no provider named ${JSON.stringify(provider)} is served${suggest(provider, names)}`,
  );
}
