import { resolve } from "node:path";

import {
  checkSource,
  ConfigFileError,
  problemsError,
  readYaml,
  type ConfigSource,
} from "@g4f/config-file";
import { costOf } from "@g4f/core";
import { parseRoutes, RouteConfigError } from "@g4f/router/config";

import type { GatewayConfig } from "./config.ts";
import { pathIn } from "./references.ts";
import { gatewayConfigSchema } from "./schema.ts";

/** The configuration of a gateway, and the file that it was read from. */
export interface LoadedGatewayConfig {
  readonly config: GatewayConfig;
  readonly source: ConfigSource;
}

/**
 * Reads and checks the file of a gateway. Nothing that it names is opened.
 * @throws ConfigFileError that names file, line and what would be right, and shows no value.
 */
export async function loadGatewayConfig(file: string): Promise<LoadedGatewayConfig> {
  const source = await readYaml(resolve(file));
  const config = await checkSource(gatewayConfigSchema, source);
  const routes = config.routes === undefined ? {} : routesOf(config.routes, source);
  checkNames({ ...config, routes }, source);
  checkPrices(config, source);
  return { config: { ...config, routes }, source };
}

/**
 * The key file that the file of a gateway names; undefined where it names none.
 * @throws ConfigFileError as `loadGatewayConfig`.
 */
export async function keyFileOf(file: string): Promise<string | undefined> {
  const { config, source } = await loadGatewayConfig(file);
  return config.keys?.file === undefined ? undefined : pathIn(source, config.keys.file);
}

function routesOf(routes: unknown, source: ConfigSource): NonNullable<GatewayConfig["routes"]> {
  try {
    return parseRoutes(routes);
  } catch (error) {
    if (!(error instanceof RouteConfigError)) throw error;
    const problems = error.problems.map(({ path, message }) => ({
      path: ["routes", ...path],
      message,
    }));
    throw problemsError(source, problems);
  }
}

/** A name is one thing: a model that clients ask for must not depend on what is looked at first. */
function checkNames(
  { providers, routes = {}, aliases = {}, keys }: GatewayConfig,
  source: ConfigSource,
): void {
  const taken = new Set(Object.keys(providers).map((name) => name.toLowerCase()));
  for (const name of Object.keys(routes)) {
    if (taken.has(name.toLowerCase())) throw clash(["routes", name], source);
    taken.add(name.toLowerCase());
  }
  for (const name of Object.keys(aliases)) {
    if (taken.has(name.toLowerCase())) throw clash(["aliases", name], source);
  }
  const names = (keys?.fixed ?? []).map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0) throw clash(["keys", "fixed", twice], source);
}

function clash(path: readonly (string | number)[], source: ConfigSource): ConfigFileError {
  return problemsError(source, [{ path, message: "has a name that something else has already" }]);
}

/** What the schema cannot say of a price: how exact it is. */
function checkPrices({ prices = {} }: GatewayConfig, source: ConfigSource): void {
  const usage = {
    inputTokens: 1,
    outputTokens: 1,
    cachedTokens: 1,
    reasoningTokens: 1,
    exact: true,
  };
  for (const [name, price] of Object.entries(prices)) {
    try {
      costOf({ provider: "a", model: "b", usage }, { "a:b": price });
    } catch {
      throw problemsError(source, [
        { path: ["prices", name], message: "has more than nine decimals" },
      ]);
    }
  }
}
