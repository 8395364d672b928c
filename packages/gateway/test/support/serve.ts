import { ProviderRegistry, type AnyProvider } from "@g4f/core/registry";

import type { Catalog } from "../../src/catalog/catalog.ts";
import { createCatalog, type CatalogOptions } from "../../src/catalog/create-catalog.ts";
import { createGateway, type Gateway } from "../../src/gateway.ts";
import type { GatewayOptions } from "../../src/options.ts";

/** A gateway that listens on a free port of 127.0.0.1, and its key. */
export interface Serving extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly catalog: Catalog;
  readonly url: string;
  readonly port: number;
  /** The one key, where the options bring no others. */
  readonly key: string;
  /** Requests with the key: a body makes it a POST of JSON. */
  readonly ask: (path: string, body?: unknown, init?: RequestInit) => Promise<Response>;
}

/** Serves providers, each under the name in its manifest. */
export async function serve(
  providers: readonly AnyProvider[],
  options: Partial<GatewayOptions> & Omit<CatalogOptions, "registry"> = {},
): Promise<Serving> {
  const registry = new ProviderRegistry();
  for (const provider of providers) {
    registry.register(provider.manifest.name, () => provider, { manifest: provider.manifest });
  }
  const { providers: names, models, ...rest } = options;
  const catalog = createCatalog({
    registry,
    ...(names === undefined ? {} : { providers: names }),
    ...(models === undefined ? {} : { models }),
  });
  const gateway = createGateway({ catalog, ...rest });
  const { url, port } = await gateway.listen();
  const key = gateway.secret ?? "";
  return {
    gateway,
    catalog,
    url,
    port,
    key,
    ask: (path, body, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has("authorization")) headers.set("authorization", `Bearer ${key}`);
      if (body === undefined) return fetch(url + path, { ...init, headers });
      if (!headers.has("content-type")) headers.set("content-type", "application/json");
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return fetch(url + path, { method: "POST", ...init, headers, body: text });
    },
    [Symbol.asyncDispose]: () => gateway.close(),
  };
}
