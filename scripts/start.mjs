/**
 * `npm start -- <args>`: the command line `g4f --offline <args>` from this clone, without a build.
 * Sets the clone up first if need be. stdout carries only what the command line writes to it.
 */
import { join } from "node:path";

import { root } from "./lib/paths.mjs";
import { runNode24 } from "./lib/run-node.mjs";
import { ensureSetup } from "./setup.mjs";

/** npm runs scripts in the package's folder; files named on the command line are the caller's. */
function callersFolder() {
  const { npm_lifecycle_event: event, npm_package_json: file, INIT_CWD: folder } = process.env;
  const byNpm = event === "start" && file === join(root, "package.json");
  return byNpm && folder !== undefined ? folder : process.cwd();
}

await ensureSetup();
const main = join(root, "apps", "cli", "src", "main.ts");
const args = ["--conditions=@g4f/source", main, "--offline", ...process.argv.slice(2)];
process.exitCode = await runNode24(args, { cwd: callersFolder() });
