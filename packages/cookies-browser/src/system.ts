import { execFile } from "node:child_process";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import type { BrowserPlaces } from "./browsers.ts";

/** The machine that the browsers are on. */
export interface BrowserSystem {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Copies of databases go into a folder of their own below it, and are gone right after. */
  readonly temporary: string;
  /** Of the environment, what says where configurations are: `XDG_CONFIG_HOME`, `APPDATA`, `LOCALAPPDATA`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What a program prints; undefined where it fails or is not there. */
  readonly run: (program: string, args: readonly string[]) => Promise<string | undefined>;
}

/** The machine that this runs on, without its environment, which nobody reads unless it is given. */
export function thisSystem(): BrowserSystem {
  return {
    platform: process.platform,
    home: homedir(),
    temporary: tmpdir(),
    env: {},
    run: runProgram,
  };
}

/** Folders in which the browser may have profiles. */
export function rootsOf(places: BrowserPlaces, system: BrowserSystem): readonly string[] {
  const { platform, home, env } = system;
  if (platform === "win32") {
    const local = env["LOCALAPPDATA"] ?? join(home, "AppData", "Local");
    const roaming = env["APPDATA"] ?? join(home, "AppData", "Roaming");
    return places.win32.map((place) =>
      place.startsWith("Roaming/") ? join(roaming, place.slice(8)) : join(local, place),
    );
  }
  if (platform === "darwin") {
    return places.darwin.map((place) => join(home, "Library", "Application Support", place));
  }
  const config = env["XDG_CONFIG_HOME"] ?? join(home, ".config");
  return places.linux.map((place) =>
    place.startsWith("~/") ? join(home, place.slice(2)) : join(config, place),
  );
}

/** A keyring may ask its owner for a password, who needs time for it; a program that hangs does not. */
const PATIENCE_MS = 60_000;

async function runProgram(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { timeout: PATIENCE_MS });
    return stdout;
  } catch {
    // What it says may hold what it was asked for.
    return undefined;
  }
}
