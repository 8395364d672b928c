import { spawn } from "node:child_process";
import { constants } from "node:os";

import { node24 } from "./paths.mjs";

const terminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
/** npm and the terminal tell the same signal more than once; the child gets it once. */
const onceMs = 500;

/**
 * Runs Node 24 with these arguments on our own stdin, stdout and stderr, and resolves to its exit
 * status, 128 + the signal's number if a signal ended it. Signals to us go on to it, but for the
 * Ctrl-C of a terminal: that one reaches the child by itself.
 */
export function runNode24(args, options) {
  return new Promise((done, failed) => {
    const child = spawn(node24, args, { stdio: "inherit", ...options });
    const last = new Map();
    const forward = (name) => {
      const now = performance.now();
      if (name === "SIGINT" && terminal) return;
      if (now - (last.get(name) ?? -onceMs) < onceMs) return;
      last.set(name, now);
      child.kill(name);
    };
    const names = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const name of names) process.on(name, forward);
    child.once("error", failed);
    child.once("exit", (status, signal) => {
      for (const name of names) process.off(name, forward);
      done(status ?? 128 + constants.signals[signal]);
    });
  });
}
