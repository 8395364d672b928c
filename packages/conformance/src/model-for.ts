import { modelId, type ProviderManifest } from "@g4f/core";

/** The model that a call is made for: the default one, else one that is known, else one of ours. */
export function modelFor({ defaultModel, models }: ProviderManifest): string {
  if (defaultModel !== undefined && defaultModel !== "") return defaultModel;
  const [first] = models.known;
  return first === undefined ? "simulated-1" : modelId(first);
}
