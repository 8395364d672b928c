import { KEY, MODEL } from "../contestants/contestant.ts";
import { loadOptional } from "../optional/load.ts";
import type { Ask, Bases, Listening, Relay } from "./relay.ts";

interface Gateway {
  readonly createCatalog: (options: object) => object;
  readonly createGateway: (options: object) => {
    readonly secret?: string;
    readonly listen: () => Promise<{ readonly url: string }>;
  };
}

async function start(bases: Bases): Promise<Listening> {
  const [{ createCatalog, createGateway }, { ProviderRegistry }, { OpenAI }] = await Promise.all([
    loadOptional<Gateway>("@g4f/gateway"),
    import("@g4f/core/registry"),
    import("@g4f/provider-openai"),
  ]);
  const registry = new ProviderRegistry();
  for (const [name, base] of Object.entries(bases)) {
    registry.register(name, () => new OpenAI({ apiKey: KEY, baseUrl: `${base}/v1` }));
  }
  const gateway = createGateway({
    catalog: createCatalog({ registry, providers: Object.keys(bases) }),
  });
  const { url } = await gateway.listen();
  const headers = { authorization: `Bearer ${gateway.secret}` };
  const ask = (name: string): Ask => ({
    url: `${url}/v1/chat/completions`,
    model: `${name}:${MODEL}`,
    headers,
  });
  return { asks: { stream: ask("stream"), small: ask("small") } };
}

export const ours: Relay = { name: "g4f gateway", kind: "ours", start };
