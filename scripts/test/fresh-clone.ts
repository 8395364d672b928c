import { type ChildProcess, spawn } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = fileURLToPath(new URL("..", import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

/** How a run ended and what it wrote. */
interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run under way. */
export interface Running {
  readonly child: ChildProcess;
  /** Settles when the process has ended and its output is complete. */
  readonly ended: Promise<Ended>;
  /** Settles once stderr contains `text`; rejects if the process ends without. */
  says(text: string): Promise<void>;
}

/** Starts Node on `file` with our own fake tools in PATH, and nothing on stdin. */
function run(folder: string, args: readonly string[], env: Environment): Running {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: `${join(folder, "tools")}:/usr/bin:/bin`, HOME: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      out[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((done) => {
    child.once("close", (status, signal) => done({ status, signal, ...out }));
  });
  const says = (text: string): Promise<void> =>
    new Promise((done, failed) => {
      const check = (): void => {
        if (out.stderr.includes(text)) done();
      };
      listeners.add(check);
      check();
      void ended.then(() => failed(new Error(`never said "${text}", but: ${out.stderr}`)));
    });
  return { child, ended, says };
}

/** A folder like a fresh clone, with a stand-in for the command line and a fake npx. */
export class FreshClone {
  readonly folder: string;
  readonly #runs: Running[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<FreshClone> {
    const clone = new FreshClone(await mkdtemp(join(tmpdir(), "g4f fresh ")));
    await cp(scripts, join(clone.folder, "scripts"), { recursive: true });
    await clone.write(
      "package.json",
      JSON.stringify({ type: "module", packageManager: "pnpm@12.0.0" }),
    );
    await clone.write("pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
    await clone.write("apps/cli/package.json", JSON.stringify({ type: "module" }));
    await clone.write("apps/cli/src/main.ts", "console.log(process.argv.slice(2).join(' '));\n");
    await clone.npx(clone.good);
    return clone;
  }

  /** What npx does when all goes well: Node 24 appears in node_modules. */
  get good(): string {
    return `mkdir -p node_modules/node/bin && ln -sf "${process.execPath}" node_modules/node/bin/node`;
  }

  /** Makes npx this shell script; each call is first noted with its arguments. */
  async npx(body: string): Promise<void> {
    await this.tool("tools/npx", `echo "$@" >> calls\n${body}`);
  }

  /** Makes the file an executable shell script. */
  async tool(name: string, body: string): Promise<void> {
    await this.write(name, `#!/bin/sh\n${body}\n`);
    await chmod(join(this.folder, name), 0o755);
  }

  /** The arguments of every call of npx so far. */
  async calls(): Promise<readonly string[]> {
    return (await this.read("calls")).split("\n").filter((line) => line !== "");
  }

  /** Runs `npm start -- <args>` without npm. */
  start(args: readonly string[], env: Environment = {}): Running {
    return this.node([join("scripts", "start.mjs"), ...args], env);
  }

  /** Runs Node with any arguments in the folder. */
  node(args: readonly string[], env: Environment = {}): Running {
    const running = run(this.folder, args, env);
    this.#runs.push(running);
    return running;
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, name)), { recursive: true });
    await writeFile(join(this.folder, name), text);
  }

  /** The file's text, "" if there is none. */
  async read(name: string): Promise<string> {
    return readFile(join(this.folder, name), "utf8").catch(() => "");
  }

  /** The names in the set-up folder, sorted. */
  async state(): Promise<readonly string[]> {
    return (await readdir(join(this.folder, ".setup"))).toSorted();
  }

  /** Ends what a failed test left running, and deletes the folder. */
  async remove(): Promise<void> {
    for (const { child, ended } of this.#runs) {
      if (child.exitCode === null && child.signalCode === null && child.kill()) await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
