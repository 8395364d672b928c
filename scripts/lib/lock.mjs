import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { setupFolder } from "./paths.mjs";

const pollMs = 200;
const beatMs = 1000;
/** An owner that has not shown a sign of life for so long is gone, whatever its number says. */
const silentMs = 15_000;
const waitMs = 10 * 60_000;

const fileOf = (number) => join(setupFolder, `lock.${number}`);

/** Not recursive: on a read-only disk that one fails with a misleading ENOENT. */
function makeFolder() {
  try {
    mkdirSync(setupFolder);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

/** The highest lock number that exists, 0 for none. */
function highest() {
  const numbers = readdirSync(setupFolder)
    .map((name) => /^lock\.(\d+)$/u.exec(name)?.[1])
    .map(Number)
    .filter((number) => number > 0);
  return Math.max(0, ...numbers);
}

/** Creates lock `number` for this process; false if somebody else was first. */
function create(number) {
  try {
    writeFileSync(fileOf(number), `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** What can be seen of the owner of lock `number`, or null if the lock has gone. */
function look(number) {
  try {
    const pid = Number.parseInt(readFileSync(fileOf(number), "utf8"), 10);
    return { pid, beat: statSync(fileOf(number)).mtimeMs };
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

/** Whether a process with this number lives. Our own number was left by an earlier process. */
function lives(pid) {
  if (Number.isNaN(pid)) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Shows a sign of life once a second until the lock is released; returns the release. */
function hold(number) {
  const timer = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(fileOf(number), now, now);
    } catch {
      // A full disk or a deleted folder: the installation itself reports it better.
    }
  }, beatMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    // Older ones first: whoever sees none of a higher number must be right to take the lock.
    for (let lower = 1; lower <= number; lower += 1) rmSync(fileOf(lower), { force: true });
  };
}

/** Tells whether the lock is free to take, remembering since when its owner shows no life. */
function watch() {
  let seen = { number: 0, beat: 0, at: 0 };
  return (number, owner) => {
    if (owner === null) return true;
    if (seen.number !== number || seen.beat !== owner.beat) {
      seen = { number, beat: owner.beat, at: performance.now() };
    }
    return !lives(owner.pid) || performance.now() - seen.at > silentMs;
  };
}

/** Tries to become the owner of lock `number`: true if it is ours and none is higher. */
function claim(number) {
  if (!create(number)) return false;
  if (highest() === number) return true;
  rmSync(fileOf(number), { force: true });
  return false;
}

/**
 * Takes the set-up lock of this folder and returns the function that gives it back.
 * While another process has it, waits: `onWait(pid)` is called once. A lock whose owner is dead
 * is taken over. Gives up after ten minutes with an error whose `code` is "LOCKED".
 *
 * Locks are numbered, and the highest that exists counts. Taking over means to create the next
 * number, which only one can do, so a lock is never deleted by anyone but its owner or a later one.
 */
export async function takeLock(onWait) {
  makeFolder();
  const end = performance.now() + waitMs;
  const isFree = watch();
  let told = false;
  while (performance.now() < end) {
    const number = highest();
    const owner = number === 0 ? null : look(number);
    // Given back between the two looks: look again.
    if (number > 0 && owner === null) continue;
    if (isFree(number, owner)) {
      if (claim(number + 1)) return hold(number + 1);
      continue;
    }
    if (!told) onWait(owner.pid);
    told = true;
    await sleep(pollMs);
  }
  throw Object.assign(new Error("another set-up holds the lock"), { code: "LOCKED" });
}
