import { ProviderError, type Http, type ModelInfo } from "@g4f/core";

/** More pages than this there cannot be: a server that goes on is broken. */
const MOST_PAGES = 20;

/** All models that can chat, page by page. @throws ProviderError `protocol` where there is no list. */
export async function readModels(http: Http, provider: string): Promise<readonly ModelInfo[]> {
  const models: ModelInfo[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const response = await http.get("models", { query: { pageSize: 1000, pageToken } });
    const body = Object(await response.json()) as Readonly<Record<string, unknown>>;
    if (!Array.isArray(body["models"])) {
      throw new ProviderError("protocol", `${provider} sent no list of models`, { provider });
    }
    models.push(...(body["models"] as readonly unknown[]).flatMap(modelOf));
    const next = body["nextPageToken"];
    if (typeof next !== "string" || next === "") break;
    pageToken = next;
  }
  return models;
}

function modelOf(item: unknown): ModelInfo[] {
  const model = Object(item) as Readonly<Record<string, unknown>>;
  const { name, displayName: label, inputTokenLimit: most, supportedGenerationMethods } = model;
  const chats =
    !Array.isArray(supportedGenerationMethods) ||
    supportedGenerationMethods.includes("generateContent");
  if (typeof name !== "string" || !chats) return [];
  return [
    {
      id: name.replace(/^models\//, ""),
      ...(typeof label === "string" ? { label } : {}),
      ...(typeof most === "number" ? { maxInputTokens: most } : {}),
    },
  ];
}
