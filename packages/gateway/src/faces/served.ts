import type { Catalog, Found } from "../catalog/catalog.ts";
import { notServed } from "../catalog/not-served.ts";

/** @throws Refusal where nothing of this name is served. */
export async function served(catalog: Catalog, model: string): Promise<Found> {
  const found = await catalog.find(model);
  if (found === undefined) throw notServed(model);
  return found;
}
