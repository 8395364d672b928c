import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { g4f } from "../g4f.ts";
import { temporaryFolder } from "../temporary.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

const timeout = 180_000;

test(
  "a disk that fills up: answers go on, one warning, and what fitted is kept",
  { timeout },
  async () => {
    using home = temporaryFolder();
    // Files of one block: the system refuses what goes beyond, in the middle of a line.
    const command = 'ulimit -f 1; exec "$0" --conditions=@g4f/source "$1" chat --provider eliza';
    const child = spawn("sh", ["-c", command, process.execPath, MAIN], {
      env: { HOME: home.path },
    });
    child.stdin.end("My mother writes long letters to me\n".repeat(12));
    const [out, err, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close") as Promise<[number]>,
    ]);
    expect(status).toBe(0);
    expect(out.trimEnd().split("\n")).toHaveLength(12);
    expect(err).toMatch(/^g4f: this chat is no longer kept: .*\n$/);
    const folder = join(home.path, ".local", "share", "g4f", "chats");
    const [file = "", ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const env = { HOME: home.path };
    const shown = await g4f(["chats", "show"], { env });
    expect(shown.status).toBe(0);
    expect(shown.out).toContain("> My mother writes long letters to me");
    // Where the limit fell between two lines, none was cut.
    expect(shown.err).toMatch(/^(?:g4f: .*: the last line was cut, and is left out\n)?$/);
    expect(await g4f(["chat", "-c"], { env, input: "And now?\n" })).toMatchObject({ status: 0 });
    expect((await g4f(["chats", "show", file.replace(".jsonl", "")], { env })).err).toBe("");
  },
);

test.skipIf(!existsSync("/dev/full"))(
  "a full stdout ends a chat with io, and the question is kept",
  async () => {
    using home = temporaryFolder();
    const command = 'exec "$0" --conditions=@g4f/source "$1" chat --provider eliza > /dev/full';
    const child = spawn("sh", ["-c", command, process.execPath, MAIN], {
      env: { HOME: home.path },
    });
    child.stdin.end("Hello\nHello\n");
    const [err, [status]] = await Promise.all([
      text(child.stderr),
      once(child, "close") as Promise<[number]>,
    ]);
    expect({ status, err }).toEqual({
      status: 5,
      err: "g4f: io: stdout could not be written: no space left on the device\n",
    });
    const shown = await g4f(["chats", "show"], { env: { HOME: home.path } });
    expect(shown.out).toMatch(/^> Hello\n/);
  },
);
