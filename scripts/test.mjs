/**
 * `npm test`: everything that must hold before a change is taken; `npm test -- <gate> …` only
 * these gates. Sets the clone up first if need be. The last line says `N passed, N failed`.
 */
import { join } from "node:path";

import { root } from "./lib/paths.mjs";
import { runNode24 } from "./lib/run-node.mjs";
import { ensureSetup } from "./setup.mjs";

const setupFailed = () => process.stdout.write("0 passed, 1 failed\n");
process.once("exit", setupFailed);
await ensureSetup();
process.off("exit", setupFailed);
const args = [join(root, "scripts", "check.ts"), ...process.argv.slice(2)];
process.exitCode = await runNode24(args, { cwd: root });
