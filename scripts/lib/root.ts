import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/u, "");

/** The folder with Node 24 alone in it. */
export const nodeFolder: string = join(root, "node_modules", "node", "bin");

/** The folder with the workspace's tools. */
export const toolFolder: string = join(root, "node_modules", ".bin");
