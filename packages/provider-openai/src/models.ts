import { ProviderError, type ModelInfo } from "@g4f/core";

/** A list of models as hosts send it: under `data`, or bare. @throws ProviderError `protocol`. */
export function readModels(body: unknown, provider: string): readonly ModelInfo[] {
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
