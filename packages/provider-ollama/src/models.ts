import { ProviderError, type ModelInfo } from "@g4f/core";

/** The models that are on the server's disk. @throws ProviderError `protocol` where there is no list. */
export function readModels(body: unknown, provider: string): readonly ModelInfo[] {
  const list: unknown = Reflect.get(Object(body), "models");
  if (!Array.isArray(list)) {
    throw new ProviderError("protocol", `${provider} sent no list of models`, { provider });
  }
  return (list as readonly unknown[]).flatMap((item) => {
    const { model, name } = Object(item) as Readonly<Record<string, unknown>>;
    const id = model ?? name;
    return typeof id === "string" ? [{ id }] : [];
  });
}
