import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, wherever the command was typed. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/u, "");

/** Where set-up keeps its stamp, its locks and its log; ignored by git. */
export const setupFolder = join(root, ".setup");

/** The Node 24 that the root package's devDependency `node` brings. */
export const node24 = join(root, "node_modules", "node", "bin", "node");
