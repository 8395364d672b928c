import { checkSource, type ConfigSource } from "@g4f/config-file";

import type { Config } from "./config.ts";
import { configSchema } from "./schema.ts";

/**
 * The configuration in a file that was read. An empty file is an empty configuration.
 * @throws ConfigFileError that names file, line, key and what would be right, and shows no value.
 */
export async function checkConfig(source: ConfigSource): Promise<Config> {
  return await checkSource(configSchema, source);
}
