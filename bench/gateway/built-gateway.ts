import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Target } from "./call.ts";

const MAIN = fileURLToPath(new URL("../../apps/gateway/dist/main.js", import.meta.url));
/** The flags of Node are those of the container. */
const FLAGS =
  readFileSync(new URL("../../deploy/Dockerfile", import.meta.url), "utf8")
    .match(/^CMD (.*)$/m)?.[1]
    ?.match(/--[\w=-]+/g) ?? [];
const KEY = "the-key-of-this-bench";

/** The gateway as a container runs it, in a process of its own. */
export interface BuiltGateway extends AsyncDisposable {
  readonly pid: number;
  readonly target: Target;
  /** Resolves with the exit status; 128 + n after signal n. */
  readonly ended: Promise<number>;
}

/** Starts the built gateway before an upstream. @throws Error where it was not built. */
export async function startGateway(baseUrl: string, limits: object): Promise<BuiltGateway> {
  if (!existsSync(MAIN)) throw new Error("the gateway is not built: run npx pnpm build");
  const folder = mkdtempSync(join(tmpdir(), "g4f-bench-"));
  const file = join(folder, "gateway.yaml");
  const config = {
    providers: { acme: { use: "openai", baseUrl, allowPrivate: true } },
    keys: { fixed: [{ name: "bench", secret: "env:BENCH_KEY" }] },
    listen: { port: 0 },
    limits,
    log: false,
  };
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(process.execPath, [...FLAGS, MAIN], {
    env: { PATH: process.env["PATH"], BENCH_KEY: KEY, G4F_GATEWAY_CONFIG: file },
    stdio: ["ignore", "pipe", 2],
  });
  const ended = new Promise<number>((resolve) => {
    child.once("exit", (status, signal) =>
      resolve(status ?? 128 + constants.signals[signal ?? "SIGKILL"]),
    );
  });
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error(`the gateway ended: ${said}`)));
    child.stdout?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      const [, found] = /listening at (http:[^"]+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    pid: child.pid ?? 0,
    target: { url, key: KEY },
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
