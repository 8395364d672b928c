import { join } from "node:path";

import { configFolder } from "../config/folder.ts";
import { CliError } from "../exit-status.ts";
import type { Terminal } from "../terminal.ts";

/** Where is kept what is one person's alone. */
export interface Places {
  readonly credentials: string;
  /** The cookies that were imported, or set by providers. */
  readonly cookieJar: string;
  /** Cookie files of the user's own, in any form. */
  readonly cookieFolder: string;
}

/** Below the folder of the user's configuration; undefined where the environment names none. */
export function placesOf(terminal: Pick<Terminal, "env">): Places | undefined {
  const folder = configFolder(terminal);
  if (folder === undefined) return undefined;
  return {
    credentials: join(folder, "credentials.json"),
    cookieJar: join(folder, "cookies.json"),
    cookieFolder: join(folder, "cookies"),
  };
}

/** @throws CliError `config` where nothing can be kept. */
export function needPlaces(terminal: Pick<Terminal, "env">): Places {
  const places = placesOf(terminal);
  if (places !== undefined) return places;
  throw new CliError("config", "there is no folder to keep it in: set HOME, or XDG_CONFIG_HOME");
}
