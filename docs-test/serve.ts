import { execFile, spawn } from "node:child_process";

import { node, nodeOptions } from "./run-node.ts";

/** A gateway in a process of its own, as a line of a document starts it. */
export interface ServedLine extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  /** Ends it as Ctrl-C does; gives its exit status. */
  readonly end: () => Promise<number | null>;
}

/** Starts `npm start -- <args>` and waits for what it prints. @throws Error with what it said instead. */
export async function serveLine(args: readonly string[]): Promise<ServedLine> {
  const child = spawn(
    node,
    ["--conditions=@g4f/source", "apps/cli/src/main.ts", "--offline", ...args],
    nodeOptions,
  );
  let said = "";
  const { promise: printed, resolve } = Promise.withResolvers<void>();
  const ended = new Promise<number | null>((done) => child.once("close", done));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (/^ {2}curl /m.test(said)) resolve();
    });
  }
  await Promise.race([printed, ended]);
  const [, url] = /^Gateway at (\S+);/m.exec(said) ?? [];
  const [, key] = /^Key, shown this once: (\S+)$/m.exec(said) ?? [];
  if (url === undefined || key === undefined) throw new Error(`no address and key: ${said}`);
  const end = (): Promise<number | null> => {
    child.kill("SIGINT");
    return ended;
  };
  return { url, key, end, [Symbol.asyncDispose]: async () => void (await end()) };
}

/** Runs curl with these arguments; gives what it printed. */
export function curl(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("curl", ["--silent", "--show-error", "--fail-with-body", ...args], (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.message}\n${stdout}`));
    });
  });
}
