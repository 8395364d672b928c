import { resolve } from "node:path";

import type { Terminal } from "../terminal.ts";
import type { Config, LoadedConfig } from "./config.ts";
import { findConfig } from "./find.ts";
import type { ConfigSource } from "./source.ts";

const NONE: LoadedConfig = {
  config: {},
  file: undefined,
  warnings: [],
  placeOf: () => "the configuration",
};

/**
 * The configuration in `given`, else in the user's folder; an empty one where there is none. Nothing is
 * read from the working folder.
 * @throws CliError `config` that names file, line and what would be right.
 */
export async function loadConfig(
  given: string | undefined,
  terminal: Pick<Terminal, "env">,
): Promise<LoadedConfig> {
  const file = given === undefined ? await findConfig(terminal) : resolve(given);
  if (file === undefined) return NONE;
  // Who has no configuration pays for neither parser nor schema.
  const source = /\.[cm]?[jt]s$/.test(file)
    ? await (await import("./read-module.ts")).readModule(file)
    : await (await import("./read-yaml.ts")).readYaml(file);
  const config = await check(source);
  const warnings = await (await import("./secrets.ts")).exposure(file, config);
  return {
    config,
    file,
    warnings,
    placeOf: (path) => {
      const line = source.lineOf(path);
      return line === undefined ? file : `${file}:${line}`;
    },
  };
}

async function check(source: ConfigSource): Promise<Config> {
  const config = (await import("./check.ts")).checkConfig(source);
  if (config.routes === undefined) return config;
  const { checkRoutes } = await import("./check-routes.ts");
  return { ...config, routes: checkRoutes(config.routes, source) };
}
