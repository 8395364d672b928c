import { ProviderError, type Http, type ModelInfo } from "@g4f/core";

/** The version of the wire that this package speaks. */
export const VERSION = { "anthropic-version": "2023-06-01" } as const;

/** More pages than this there cannot be: a server that goes on is broken. */
const MOST_PAGES = 20;

/** All pages of the list of models. @throws ProviderError `protocol` where it is none. */
export async function readModels(http: Http, provider: string): Promise<readonly ModelInfo[]> {
  const models: ModelInfo[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const response = await http.get("models", {
      query: { limit: 1000, after_id: after },
      headers: VERSION,
    });
    const body = Object(await response.json()) as Readonly<Record<string, unknown>>;
    if (!Array.isArray(body["data"])) {
      throw new ProviderError("protocol", `${provider} sent no list of models`, { provider });
    }
    models.push(...(body["data"] as readonly unknown[]).flatMap(modelOf));
    const last = body["last_id"];
    if (body["has_more"] !== true || typeof last !== "string") break;
    after = last;
  }
  return models;
}

function modelOf(item: unknown): ModelInfo[] {
  const { id, display_name: label } = Object(item) as Readonly<Record<string, unknown>>;
  if (typeof id !== "string") return [];
  return [{ id, ...(typeof label === "string" ? { label } : {}) }];
}
