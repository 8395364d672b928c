import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { Pinning } from "./machine.ts";

const MAIN = fileURLToPath(new URL("../upstream/main.ts", import.meta.url));

/** The upstream while it runs. */
export interface Upstream extends Disposable {
  readonly origin: string;
}

/** A command bound to a processor, where that is possible. */
export function bound(processor: string | undefined, args: readonly string[]): [string, string[]] {
  if (processor === undefined) return [process.execPath, [...args]];
  return ["taskset", ["-c", processor, process.execPath, ...args]];
}

/** Starts the upstream; `files` are recorded streams to replay beside those that are found. */
export async function startUpstream(
  pinned: Pinning | undefined,
  files: readonly string[],
): Promise<Upstream> {
  const [command, args] = bound(pinned?.upstream, [MAIN, ...files]);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit").then(() => {
    throw new Error("the upstream ended before it listened");
  });
  const [port] = (await Promise.race([once(child.stdout, "data"), ended])) as [Buffer];
  ended.catch(() => {});
  return {
    origin: `http://127.0.0.1:${String(port).trim()}`,
    [Symbol.dispose]: () => void child.kill(),
  };
}
