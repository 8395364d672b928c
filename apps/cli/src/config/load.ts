import type { Terminal } from "../terminal.ts";
import type { LoadedConfig } from "./config.ts";

/** The user's configuration. */
export async function loadConfig(
  _file: string | undefined,
  _terminal: Pick<Terminal, "env">,
): Promise<LoadedConfig> {
  return { config: {}, file: undefined };
}
