import { isAbsolute, join } from "node:path";

import { variable, type Terminal } from "../terminal.ts";

/**
 * Where chats are kept: `$XDG_DATA_HOME/g4f/chats`, else `~/.local/share/g4f/chats`; on Windows
 * `%LOCALAPPDATA%\g4f\chats`. Undefined where the environment names none; relative paths count as not set
 * (https://specifications.freedesktop.org/basedir-spec).
 */
export function chatsFolder(
  terminal: Pick<Terminal, "env">,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const absolute = (name: string, ...below: readonly string[]): string | undefined => {
    const path = variable(terminal, name);
    return path !== undefined && isAbsolute(path)
      ? join(path, ...below, "g4f", "chats")
      : undefined;
  };
  if (platform === "win32") return absolute("LOCALAPPDATA");
  return absolute("XDG_DATA_HOME") ?? absolute("HOME", ".local", "share");
}
