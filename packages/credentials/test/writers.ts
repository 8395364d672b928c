import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("write-keys.ts", import.meta.url));

/** A process that keeps keys. */
export interface Writer {
  /** Accounts whose keys it said it has kept. */
  readonly kept: readonly string[];
  /** Resolves when it has kept one. */
  readonly started: Promise<void>;
  readonly kill: () => void;
  /** Resolves when it is gone, with what it said on stderr. */
  readonly ended: Promise<string>;
}

/** Starts one. */
export function startWriter(file: string, provider: string, count: number): Writer {
  const args = ["--conditions=@g4f/source", SCRIPT, file, provider, String(count)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const started = Promise.withResolvers<void>();
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    started.resolve();
  });
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return {
    get kept() {
      return out.split("\n").slice(0, -1);
    },
    started: started.promise,
    kill: () => void child.kill("SIGKILL"),
    ended: new Promise((resolve) => {
      child.once("close", () => {
        started.resolve();
        resolve(err);
      });
    }),
  };
}
