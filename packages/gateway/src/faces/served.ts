import type { Catalog, Found } from "../catalog/catalog.ts";
import { Refusal } from "../refusal.ts";

/** @throws Refusal `model_not_found` where nothing of this name is served. */
export async function served(catalog: Catalog, model: string): Promise<Found> {
  const found = await catalog.find(model);
  if (found !== undefined) return found;
  const shown = JSON.stringify(model.length > 100 ? `${model.slice(0, 100)}…` : model);
  throw new Refusal(`the model ${shown} is not served here`, {
    status: 404,
    code: "model_not_found",
    parameter: "model",
  });
}
