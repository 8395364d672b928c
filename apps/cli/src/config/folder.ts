import { isAbsolute, join } from "node:path";

import { variable, type Terminal } from "../terminal.ts";

/**
 * The folder of the user's configuration: `$XDG_CONFIG_HOME/g4f`, else `~/.config/g4f`; on Windows
 * `%APPDATA%\g4f`. Undefined where the environment names none. Relative paths count as not set: they would
 * lead into the working folder, whose owner may be somebody else.
 */
export function configFolder(
  terminal: Pick<Terminal, "env">,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const absolute = (name: string, ...below: readonly string[]): string | undefined => {
    const path = variable(terminal, name);
    return path !== undefined && isAbsolute(path) ? join(path, ...below) : undefined;
  };
  if (platform === "win32") return absolute("APPDATA", "g4f");
  return absolute("XDG_CONFIG_HOME", "g4f") ?? absolute("HOME", ".config", "g4f");
}
