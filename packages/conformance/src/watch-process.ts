import { AsyncLocalStorage } from "node:async_hooks";

import { followResources, PATIENCE_MS, ResourceLog } from "./resources.ts";
import { show } from "./show.ts";

/** What one piece of work did to the process. */
class Watched {
  readonly offences = new Set<string>();
  readonly resources: ResourceLog = new ResourceLog();
}

const context = new AsyncLocalStorage<Watched>();
const watching = new Set<Watched>();
let release: (() => void) | undefined;

/**
 * Runs `work` and lists what it did to its process meanwhile: rejections and exceptions that nobody
 * handles, warnings of the runtime, writing to stdout, `process.exit`, timers and sockets that stay. None
 * of the others gets out of here.
 */
export async function watchProcess(
  work: () => Promise<void>,
  patienceMs: number = PATIENCE_MS,
): Promise<readonly string[]> {
  const watched = new Watched();
  watching.add(watched);
  release ??= install();
  try {
    await context.run(watched, work);
    // Rejections are told of when the microtasks are through.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const leaked = await watched.resources.leaked(patienceMs);
    if (leaked !== undefined) watched.offences.add(`left behind: ${leaked}`);
  } finally {
    watching.delete(watched);
    if (watching.size === 0) {
      release();
      release = undefined;
    }
  }
  return [...watched.offences];
}

/** Takes the place of whoever listens, so that a test runner is not told of what a case reports. */
function install(): () => void {
  const undo = [
    followResources(
      () => context.getStore()?.resources,
      () => [...watching].map(({ resources }) => resources),
    ),
    listen("unhandledRejection", (reason) => tell(`an unhandled rejection: ${show(reason)}`)),
    listen("uncaughtException", (error) => tell(`an uncaught exception: ${show(error)}`)),
    listen("warning", (warning) => tell(`a warning of the runtime: ${String(warning)}`)),
    intercept(process.stdout, "write", (chunk) => `writing to stdout: ${show(chunk)}`),
    intercept(process, "exit", (code) => `process.exit(${show(code)})`),
    ...(["log", "info", "debug"] as const).map((method) =>
      intercept(console, method, (text) => `writing to stdout: ${show(text)}`),
    ),
  ];
  return () => {
    for (const restore of undo) restore();
  };
}

function tell(offence: string): void {
  for (const { offences } of watching) offences.add(offence);
}

function listen(event: string, listener: (value: unknown) => void): () => void {
  const others = process.rawListeners(event) as ((...args: unknown[]) => void)[];
  process.removeAllListeners(event);
  process.on(event, listener);
  return () => {
    process.removeListener(event, listener);
    for (const other of others) process.on(event, other);
  };
}

/** Calls that come out of a case are noted and go nowhere; those of anyone else go through. */
function intercept<Key extends string>(
  target: Record<Key, (...args: never[]) => unknown>,
  key: Key,
  describe: (argument: unknown) => string,
): () => void {
  const original = target[key];
  const replacement = function (this: unknown, ...args: never[]): unknown {
    const watched = context.getStore();
    if (watched === undefined) return Reflect.apply(original, this, args);
    watched.offences.add(describe(args[0]));
    if (key === "exit") throw new Error("a provider must not end the process");
    return true;
  };
  target[key] = replacement;
  return () => {
    target[key] = original;
  };
}
