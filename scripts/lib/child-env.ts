import { delimiter } from "node:path";

import { nodeFolder, toolFolder } from "./root.ts";

/** What npm tells its scripts about themselves, which would mislead an npm that they run. */
const ofNpm =
  /^(?:npm_(?:lifecycle|package|command)_?|npm_config_(?:local_)?prefix$|npm_config_loglevel$|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$)/iu;

/**
 * The environment of every command that a script runs: Node 24 and the workspace's tools first in
 * PATH, no telemetry, no colours, nothing of an npm around us but where its registry and cache are.
 */
export function childEnv(
  extra: Readonly<Record<string, string>> = {},
): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !ofNpm.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [nodeFolder, toolFolder, process.env["PATH"] ?? ""].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
    NO_COLOR: "1",
    ...extra,
  };
}
