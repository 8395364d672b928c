import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { programFile, PROGRAMS } from "./programs.ts";
import type { Way } from "./ways.ts";

/** A proxy program that runs. */
export interface RealProxy extends AsyncDisposable {
  /** Its URL, with `userinfo` such as `me:secret@`. */
  readonly url: (scheme: string, userinfo?: string) => string;
  /** Stops it in its tracks: its port still takes connections, and nobody answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Ends it; its port then refuses. */
  readonly close: () => Promise<void>;
}

const TRIES = 5;
const READY_MS = 20_000;
const END_MS = 5_000;

/** Starts an installed proxy on a free port of 127.0.0.1, in a folder of its own that goes with it. */
export async function startProxy({ program: name, login, tls }: Way): Promise<RealProxy> {
  const folder = await mkdtemp(join(tmpdir(), "g4f-proxy-"));
  let said = "";
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // Another program may take the port before this one does: then it ends, and gets another.
    const port = await freePort();
    const setup = { port, folder, ...(login && { login }), ...(tls && { tls }) };
    const args = await PROGRAMS[name].prepare(setup);
    const child = spawn(programFile(name) ?? name, args, {
      // Its own group: some of them are many processes.
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.on("data", (text: Buffer) => (said = (said + text.toString()).slice(-2000)));
    const proxy = running(child, port, folder);
    if (await isReady(child, port)) return proxy;
    await proxy.close();
  }
  throw new Error(`${name} does not start: ${said}`);
}

function running(child: ChildProcess, port: number, folder: string): RealProxy {
  const ended = once(child, "exit");
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, name);
  };
  // Nothing is left where the tests are ended before their end.
  const kill = (): void => signal("SIGKILL");
  process.once("exit", kill);
  const close = async (): Promise<void> => {
    process.off("exit", kill);
    signal("SIGCONT");
    // Some have children to wait for, or memory to give back.
    signal("SIGTERM");
    const late = setTimeout(kill, END_MS);
    await ended;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url: (scheme, userinfo = "") => `${scheme}://${userinfo}localhost:${port}`,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Waits until it takes connections; false where it ended instead. */
async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  for (const end = Date.now() + READY_MS; Date.now() < end;) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await takes(port)) return child.exitCode === null;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

function takes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
