import { execFile } from "node:child_process";
import { join } from "node:path";

import { root } from "./documents.ts";

/** How a process ended. */
export interface Run {
  readonly status: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The workspace's own Node. */
export const node: string = join(root, "node_modules", "node", "bin", "node");
/** Every snippet loads the same sources: without it, most of the time goes into stripping their types. */
const cache = join(root, "node_modules", ".cache", "docs-test");
/** No configuration of whoever runs the tests, and nothing written into theirs. */
const home = join(root, "node_modules", ".cache", "docs-test-home");
/** A snippet that leaves a timer or socket behind never ends by itself. */
const LIMIT_MS = 60_000;

const { PATH, TMPDIR } = process.env;

/** Where and with which environment a process of the documents runs. */
export const nodeOptions = {
  cwd: root,
  env: { PATH, HOME: home, TMPDIR, NO_COLOR: "1", NODE_COMPILE_CACHE: cache },
};

/** Runs the workspace's own Node on the sources, in a process of its own; never rejects. */
export function runNode(args: readonly string[], input = ""): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      node,
      ["--conditions=@g4f/source", ...args],
      { ...nodeOptions, timeout: LIMIT_MS, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : (error.code ?? error.signal ?? "failed");
        resolve({ status, stdout, stderr });
      },
    );
    // Not every command reads.
    child.stdin?.on("error", () => {}).end(input);
  });
}
