import {
  ProviderError,
  type ModelInfo,
  type ProviderContext,
  type ProviderManifest,
  type ProviderSettings,
} from "@g4f/core";
import { ModelLister } from "@g4f/core/kit";

/** Asks a host for its models, at a path of its own or the usual one. */
export function modelLister(
  settings: ProviderSettings,
  manifest: ProviderManifest,
  path = "models",
): ModelLister {
  const ask = async ({ http }: ProviderContext): Promise<readonly ModelInfo[]> =>
    readModels(await (await http.get(path)).json(), manifest.name);
  return new ModelLister({ settings, manifest, ask });
}

/** A list of models as hosts send it: under `data`, or bare. @throws ProviderError `protocol`. */
function readModels(body: unknown, provider: string): readonly ModelInfo[] {
  const list: unknown = Array.isArray(body) ? body : Reflect.get(Object(body), "data");
  if (!Array.isArray(list)) {
    throw new ProviderError("protocol", `${provider} sent no list of models`, {
      provider,
      phase: "stream",
    });
  }
  return (list as readonly unknown[]).flatMap((item) => {
    const { id, name, context_length: most } = Object(item) as Readonly<Record<string, unknown>>;
    if (typeof id !== "string" || id === "") return [];
    return [
      {
        id,
        ...(typeof name === "string" && name !== id ? { label: name } : {}),
        ...(typeof most === "number" ? { maxTotalTokens: most } : {}),
      },
    ];
  });
}
