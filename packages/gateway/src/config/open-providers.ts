import type { lookup } from "node:dns";

import { problemsError, type ConfigSource, type Path } from "@g4f/config-file";
import { JarCookieStore, suggest, undiciTransport, type ProviderManifest } from "@g4f/core";
import { COOKIE_STORE, ProviderRegistry } from "@g4f/core/registry";
import { openRoute } from "@g4f/router/config";

import type { LoadedGatewayConfig } from "./load.ts";
import { publicLookup } from "./private-address.ts";
import { checkAuth, providerSettings } from "./provider-settings.ts";
import type { ReferenceContext } from "./references.ts";

/** What providers are made from. */
export interface ProviderContext {
  /** All that may be named, without settings of one of them. It is closed with what was made of it. */
  readonly known: ProviderRegistry;
  readonly env: ReferenceContext["env"];
  /** Looks up the names in addresses of the file's own. Default: the system's. */
  readonly lookup?: typeof lookup;
}

/** The providers and routes of a configuration, each under its name there. */
export interface OpenProviders extends AsyncDisposable {
  readonly registry: ProviderRegistry;
}

/**
 * Makes every provider and route of a configuration, so that what is wrong shows now and not with the
 * first call.
 * @throws ConfigFileError that names the line of the provider or route.
 */
export async function openProviders(
  loaded: LoadedGatewayConfig,
  context: ProviderContext,
): Promise<OpenProviders> {
  const { known, env } = context;
  const registry = new ProviderRegistry();
  const guarded = undiciTransport({ lookup: publicLookup(context.lookup) });
  const close = async (): Promise<void> => {
    await registry.close();
    await known.close();
    await guarded.close?.();
  };
  // The store of the process holds the cookies of a person: nothing here may see it.
  known.container.override(COOKIE_STORE, known.container.get(COOKIE_STORE) ?? new JarCookieStore());
  const { config, source } = loaded;
  try {
    for (const [name, own] of Object.entries(config.providers)) {
      const path = ["providers", name];
      const use = own.use ?? name;
      const manifest = manifestOf(
        use,
        known,
        own.use === undefined ? path : [...path, "use"],
        source,
      );
      const settings = await providerSettings(own, path, guarded, { source, env });
      checkAuth(manifest, settings, path, source);
      const { provider } = await known.resolve(use, settings).catch(toProblem(path, source));
      registry.register(name, () => provider, { manifest: provider.manifest });
    }
    await addRoutes(loaded, registry);
  } catch (error) {
    await close();
    throw error;
  }
  return { registry, [Symbol.asyncDispose]: close };
}

async function addRoutes(
  { config, source }: LoadedGatewayConfig,
  registry: ProviderRegistry,
): Promise<void> {
  const { routes = {} } = config;
  for (const name of Object.keys(routes)) {
    const route = await openRoute(name, routes, registry).catch(
      toProblem(["routes", name], source),
    );
    registry.register(name, () => route, { manifest: route.manifest });
  }
}

function manifestOf(
  use: string,
  known: ProviderRegistry,
  path: Path,
  source: ConfigSource,
): ProviderManifest {
  const entries = known.list();
  const wanted = use.toLowerCase();
  const manifest = entries.find(({ name, aliases }) =>
    [name, ...aliases].some((one) => one.toLowerCase() === wanted),
  )?.manifest;
  if (manifest !== undefined) return manifest;
  const names = entries.map(({ name }) => name);
  const message = `is no provider: none is named ${JSON.stringify(use)}${suggest(use, names)}`;
  throw problemsError(source, [{ path, message }]);
}

function toProblem(path: Path, source: ConfigSource): (error: unknown) => never {
  return (error) => {
    const words = error instanceof Error ? error.message : String(error);
    throw problemsError(source, [{ path, message: `cannot be set up: ${words}` }]);
  };
}
