import type { Client } from "../client.ts";
import type { Catalog } from "./catalog.ts";

/** What of a catalog is there for a client: the models that its key allows. */
export function visibleTo(client: Client, catalog: Catalog): Catalog {
  const { policy } = client;
  if (policy === undefined) return catalog;
  return {
    providers: catalog.providers,
    list: async () => (await catalog.list()).filter(({ id }) => policy.allows(id)),
    find: async (model) => (policy.allows(model) ? await catalog.find(model) : undefined),
    pinned: (name) => {
      const pinned = catalog.pinned(name);
      return pinned === undefined ? undefined : visibleTo(client, pinned);
    },
  };
}
