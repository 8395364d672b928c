import { resolve } from "node:path";

import { ConfigFileError, readYaml, type ConfigSource } from "@g4f/config-file";

import { CliError } from "../exit-status.ts";
import type { Terminal } from "../terminal.ts";
import type { Config, LoadedConfig } from "./config.ts";
import { findConfig } from "./find.ts";

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
  return await read(file).catch((error: unknown) => {
    throw error instanceof ConfigFileError ? new CliError("config", error.message) : error;
  });
}

async function read(file: string): Promise<LoadedConfig> {
  // Who has no configuration pays for neither parser nor schema.
  const source = /\.[cm]?[jt]s$/.test(file)
    ? await (await import("./read-module.ts")).readModule(file)
    : await readYaml(file);
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
  const config = await (await import("./check.ts")).checkConfig(source);
  if (config.routes === undefined) return config;
  const { checkRoutes } = await import("./check-routes.ts");
  return { ...config, routes: checkRoutes(config.routes, source) };
}
