import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

import { node24, root, setupFolder } from "./paths.mjs";
import { diagnose, SetupError } from "./setup-error.mjs";

const limitMs = 10 * 60_000;
const graceMs = 3000;
const stillMs = 15_000;

const logFile = join(setupFolder, "install.log");
/** Exists from the start of an installation until it has succeeded. */
const startedFile = join(setupFolder, "started");

/** The version of pnpm that package.json's `packageManager` pins. */
export function pnpmVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const version = /^pnpm@(\d+\.\d+\.\d+)/u.exec(packageManager ?? "")?.[1];
  if (version === undefined) {
    throw new SetupError('package.json has no "packageManager": "pnpm@<version>"', []);
  }
  return version;
}

/** Whether Node 24 is there and runs. */
function node24Runs() {
  const { status, stdout } = spawnSync(node24, ["--version"], { encoding: "utf8" });
  return status === 0 && stdout.startsWith("v24.");
}

/**
 * The environment of the installation. npx must find the host's Node, not the one being replaced;
 * `loglevel=silent` of .npmrc and NODE_ENV=production of the caller would hide or leave out things.
 */
function installEnv() {
  const own = resolve(root, "node_modules", ".bin");
  const path = (process.env.PATH ?? "").split(delimiter).filter((entry) => resolve(entry) !== own);
  const { NODE_ENV: _left, ...env } = process.env;
  return {
    ...env,
    PATH: path.join(delimiter),
    CI: "true",
    npm_config_loglevel: "error",
    npm_config_update_notifier: "false",
    npm_config_fetch_retry_mintimeout: "2000",
    npm_config_fetch_retry_factor: "2",
    npm_config_fetch_timeout: "60000",
  };
}

/** Ends the whole process group of `child`: kindly first, then for good. */
function endGroup(child, signal) {
  const kill = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      child.kill(name);
    }
  };
  kill(signal);
  setTimeout(() => kill("SIGKILL"), graceMs).unref();
}

/** Runs npx with everything it prints going to the log; resolves to how it ended. */
function runNpx(args, onStart, say) {
  const log = openSync(logFile, "w");
  const began = performance.now();
  return new Promise((done) => {
    const child = spawn("npx", args, {
      cwd: root,
      env: installEnv(),
      stdio: ["ignore", log, log],
      detached: true,
      shell: process.platform === "win32",
    });
    const still = setInterval(() => {
      say(`still installing after ${Math.round((performance.now() - began) / 1000)} s`);
    }, stillMs);
    let late = false;
    let stopped = false;
    const limit = setTimeout(() => {
      late = true;
      endGroup(child, "SIGTERM");
    }, limitMs);
    const end = (outcome) => {
      clearInterval(still);
      clearTimeout(limit);
      closeSync(log);
      done({ late, stopped, ...outcome });
    };
    child.once("error", (error) => end({ error }));
    child.once("exit", (status, signal) => end({ status, signal }));
    onStart((signal) => {
      stopped = true;
      endGroup(child, signal);
    });
  });
}

/** Shows the end of the log and throws what it means. */
function fail(outcome, version, say) {
  if (outcome.stopped) throw new SetupError("the installation was stopped", []);
  if (outcome.error?.code === "ENOENT") {
    throw new SetupError("npx was not found", [
      "npx comes with npm: install Node 20 or newer together with npm, and have both on PATH.",
    ]);
  }
  const log = readFileSync(logFile, "utf8");
  const tail = log.trimEnd().split("\n").slice(-20);
  say(`the last lines of ${logFile}:`);
  for (const line of tail) say(`  | ${line}`);
  if (outcome.late) throw new SetupError("the installation took over ten minutes", ["Try again."]);
  throw diagnose(`${log}\n${outcome.error?.message ?? ""}`, version, outcome.error);
}

/**
 * Installs the frozen lockfile with the pinned pnpm, and Node 24 with it. Remains of an
 * installation that did not finish are removed first. `onStart` gets the function that ends the
 * installation. Throws SetupError; on return Node 24 runs.
 */
export async function install(onStart, say) {
  const version = pnpmVersion();
  const modules = join(root, "node_modules");
  if (existsSync(modules) && (existsSync(startedFile) || !node24Runs())) {
    say("an earlier installation is incomplete: starting over");
    rmSync(modules, { recursive: true, force: true });
  }
  writeFileSync(startedFile, "");
  say(`installing Node 24 and the packages with pnpm ${version} (log: .setup/install.log)`);
  const args = ["-y", `pnpm@${version}`, "install", "--frozen-lockfile"];
  const outcome = await runNpx(args, onStart, say);
  const log = outcome.error === undefined ? readFileSync(logFile, "utf8") : "";
  // pnpm goes on without an optional package that it cannot fetch, and our tools are such packages.
  if (outcome.status !== 0 || log.includes("could not be fetched")) fail(outcome, version, say);
  if (!node24Runs()) {
    throw new SetupError("Node 24 does not run although its package was installed", [
      `Try: ${node24} --version`,
      "Is there a Node 24 for this kind of machine, and are install scripts allowed for npm?",
    ]);
  }
  rmSync(startedFile, { force: true });
}
