import { spawn, spawnSync } from "node:child_process";

/** Does nothing until its standard input ends. */
const LOOP = `
  process.stdin.on("end", () => process.exit()).resume();
  const spin = () => {
    for (const until = performance.now() + 20; performance.now() < until;) Atomics.pause?.();
    setImmediate(spin);
  };
  spin();
`;

/** Whether the system can run what gives way to everything else. */
export const canKeepAwake: boolean = ["chrt", "taskset"].every(
  (command) => spawnSync(command, ["-V"]).status === 0,
);

/**
 * Keeps processors from falling asleep, by processes that run where nothing else wants to. To wake one takes
 * a virtual machine up to a millisecond, more in one minute than in the next, and nobody's code has a part in
 * it: without this a request of 0.3 ms is measured as 0.3 or as 1.3.
 */
export function keepAwake(processors: readonly string[]): Disposable {
  const loops = (canKeepAwake ? processors : []).map((processor) =>
    spawn("chrt", ["--idle", "0", "taskset", "-c", processor, process.execPath, "-e", LOOP], {
      stdio: ["pipe", "ignore", "ignore"],
    }),
  );
  return { [Symbol.dispose]: () => loops.forEach((loop) => loop.kill()) };
}
