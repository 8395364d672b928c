import { modelId, suggest } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import type { Target } from "./open-target.ts";

/**
 * Somebody who names a model should not learn with the next question that there is none.
 * @throws CliError `model_not_found` where the provider's list is closed, and does not hold it.
 */
export function checkModel({ model, provider }: Pick<Target, "model" | "provider">): void {
  const { name, models } = provider.manifest;
  if (model === undefined || models.open || Object.hasOwn(models.aliases ?? {}, model)) return;
  const known = models.known.map(modelId);
  if (known.includes(model)) return;
  throw new CliError(
    "model_not_found",
    `${name} has no model ${JSON.stringify(model.slice(0, 100))}${suggest(model, known)}`,
  );
}
