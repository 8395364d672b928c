import { stat } from "node:fs/promises";

import type { Config } from "./config.ts";

/** Whoever else may read the file. */
const OTHERS = 0o077;

/** A warning where a configuration with secrets may be read by others than its owner. */
export async function exposure(
  file: string,
  config: Config,
  platform: NodeJS.Platform = process.platform,
): Promise<readonly string[]> {
  const providers = Object.values(config.providers ?? {});
  const hasSecrets = providers.some(
    ({ apiKey, cookies, headers }) =>
      apiKey !== undefined || cookies !== undefined || headers !== undefined,
  );
  // Windows has no such bits: the profile's folder is the user's own.
  if (!hasSecrets || platform === "win32") return [];
  const { mode } = await stat(file);
  if ((mode & OTHERS) === 0) return [];
  return [`${file} holds secrets and others may read it: chmod 600 ${file}`];
}
