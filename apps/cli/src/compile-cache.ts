import { mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { isAbsolute, join } from "node:path";

/**
 * Lets Node keep what it compiles in the user's own cache: `$XDG_CACHE_HOME/g4f/code`, else
 * `~/.cache/g4f/code`; on Windows `%LOCALAPPDATA%\g4f\code`. Never in a folder that all users share, where
 * somebody else could put code. Without such a folder, or with `NODE_DISABLE_COMPILE_CACHE`, nothing is kept.
 */
export function keepCompiledCode(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): void {
  const folder = cacheFolder(env, platform);
  if (folder === undefined || (env["NODE_COMPILE_CACHE"] ?? "") !== "") return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    enableCompileCache(folder);
  } catch {
    // A home that cannot be written makes the command slower, not worse.
  }
}

/** Where compiled code is kept; undefined where the environment names no folder of the user's own. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | undefined {
  const below = (name: string, ...path: readonly string[]): string | undefined => {
    const base = env[name];
    return base !== undefined && isAbsolute(base) ? join(base, ...path, "g4f", "code") : undefined;
  };
  if (platform === "win32") return below("LOCALAPPDATA");
  return below("XDG_CACHE_HOME") ?? below("HOME", ".cache");
}
