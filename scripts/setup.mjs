/**
 * Brings a fresh clone to life: Node 24, pnpm, the packages of the frozen lockfile.
 * `node scripts/setup.mjs` does it; `npm start` and `npm test` do it by themselves.
 */
import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { fingerprint } from "./lib/fingerprint.mjs";
import { install, pnpmVersion } from "./lib/install.mjs";
import { takeLock } from "./lib/lock.mjs";
import { node24, root, setupFolder } from "./lib/paths.mjs";
import { diagnose, SetupError } from "./lib/setup-error.mjs";

const stampFile = join(setupFolder, "stamp");

function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

function checkHost() {
  const version = process.versions.node;
  if (Number.parseInt(version, 10) >= 20) return;
  throw new SetupError(`Node 20 or newer is needed to set up, this is Node ${version}`, [
    "Install a newer Node with npm, then run the same command again.",
  ]);
}

/** Whether all that is wanted is installed: the stamp says so and Node 24 is there. */
function ready(wanted) {
  return existsSync(stampFile) && existsSync(node24) && readFileSync(stampFile, "utf8") === wanted;
}

/** Ctrl-C and its kin end the installation and give back the lock; status 128 + signal. */
function onSignals(stop) {
  const names = ["SIGINT", "SIGTERM", "SIGHUP"];
  const handler = (name) => stop(name, 128 + constants.signals[name]);
  for (const name of names) process.on(name, handler);
  return () => {
    for (const name of names) process.off(name, handler);
  };
}

async function setUp(wanted) {
  const state = { end: undefined, release: undefined, stopped: undefined };
  const off = onSignals((name, status) => {
    if (state.stopped !== undefined) return;
    state.stopped = status;
    say(`stopped by ${name}`);
    if (state.end === undefined) {
      state.release?.();
      process.exit(status);
    }
    state.end(name);
  });
  try {
    const began = performance.now();
    state.release = await takeLock((pid) => say(`waiting for another set-up (process ${pid})`));
    if (ready(wanted)) return say("the other set-up has done it");
    say("first start, or the dependencies have changed; this needs the network once");
    await install((end) => (state.end = end), say);
    writeFileSync(`${stampFile}.new`, wanted);
    renameSync(`${stampFile}.new`, stampFile);
    say(`done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  } catch (error) {
    if (state.stopped === undefined) throw error;
  } finally {
    off();
    state.release?.();
    if (state.stopped !== undefined) process.exit(state.stopped);
  }
}

function explain(error) {
  if (error instanceof SetupError) return error;
  if (error.code === "LOCKED") {
    return new SetupError("another set-up has not finished for ten minutes", [
      `If none is running, delete ${setupFolder} and run the same command again.`,
    ]);
  }
  return diagnose(`${error.code}: ${error.message}`, pnpmVersion(), error);
}

/**
 * Makes sure that this clone is set up; a few milliseconds if it is. Says on stderr what it does,
 * and if it cannot, what failed and how to go on: then the process ends with status 1.
 */
export async function ensureSetup() {
  try {
    checkHost();
    const wanted = fingerprint();
    if (!ready(wanted)) await setUp(wanted);
  } catch (error) {
    const { message, lines, cause } = explain(error);
    say(`failed: ${message}`);
    if (cause !== undefined) say(`  (${cause.message})`);
    for (const line of lines) say(`  ${line}`);
    process.exit(1);
  }
}

if (realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  await ensureSetup();
  process.stderr.write(`set-up: ready in ${root}\n`);
}
