import type { Client } from "../client.ts";
import type { Catalog } from "./catalog.ts";

/** What of a catalog is there for a client: the models that its key allows. */
export function visibleTo(client: Client, catalog: Catalog): Catalog {
  const { policy } = client;
  return policy === undefined ? catalog : visible(catalog, policy.allows);
}

function visible(catalog: Catalog, allows: (model: string) => boolean): Catalog {
  return {
    providers: catalog.providers,
    list: async () => (await catalog.list()).filter(({ id }) => allows(id)),
    find: async (model) => (allows(model) ? await catalog.find(model) : undefined),
    pinned: (name) => {
      const pinned = catalog.pinned(name);
      if (pinned === undefined) return undefined;
      // A plain id means another model there: what is allowed must name the provider.
      const [provider] = pinned.providers();
      return visible(pinned, (model) => allows(`${provider?.name ?? name}:${model}`));
    },
  };
}
