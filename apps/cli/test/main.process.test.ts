import { existsSync, openSync, closeSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { startBinary } from "./binary.ts";
import { temporaryFolder } from "./temporary.ts";

const SLOW = ["ask", "--provider", "eliza", "--option", "delayMs=60000", "Hello"] as const;

describe("pipes", () => {
  test("reads one, answers into another, and exits 0", async () => {
    const { child, said, ended } = startBinary(["--offline", "ask"]);
    child.stdin.end("My mother sends me letters\n");
    expect(await ended).toBe(0);
    expect(said.out.trim().length).toBeGreaterThan(10);
  });

  test("a reader that leaves (| head) is no error, and ends the call", async () => {
    const { child, said, ended } = startBinary([
      "ask",
      "--provider=eliza",
      "--option=delayMs=20",
      "What a long day it was, and I am so tired of it",
    ]);
    child.stdin.end();
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended).toBe(0);
    expect(said.err).toBe("");
  });

  test("a reader that was never there", async () => {
    const { child, said, ended } = startBinary(["--offline", "ask", "Hello, who are you?"]);
    child.stdin.end();
    child.stdout.destroy();
    expect(await ended).toBe(0);
    expect(said.err).not.toContain("EPIPE");
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk is said in one line", async () => {
    const full = openSync("/dev/full", "w");
    try {
      const { said, ended } = startBinary(["ask", "-p", "eliza", "hi"], {
        stdio: ["ignore", full, "pipe"],
      });
      expect(await ended).toBe(5);
      expect(said.err).toBe("g4f: io: stdout could not be written: no space left on the device\n");
    } finally {
      closeSync(full);
    }
  });
});

describe("signals", () => {
  test("Ctrl-C keeps what was printed and exits 130, at once", async () => {
    const { child, said, ended } = startBinary(SLOW);
    child.stdin.end();
    const asked = new Promise<number>((resolve) => {
      child.stdout.once("data", () => {
        child.kill("SIGINT");
        resolve(performance.now());
      });
    });
    expect(await ended).toBe(130);
    // 100 ms are asked for; the rest is for a machine that is busy.
    expect(performance.now() - (await asked)).toBeLessThan(2000);
    expect(said.out).toMatch(/^\S+ ?\n$/);
    expect(said.err).toMatch(/^g4f: aborted: [^\n]*\n$/);
  });
});

describe("configuration", () => {
  test("a program: Node strips its types, and what it throws has a line", async () => {
    using home = temporaryFolder({
      "good.ts": "const name: string = 'eliza';\nexport default { provider: name };\n",
      "throws.ts": "const a: number = 1;\nthrow new Error(`no idea ${a}`);\n",
      "broken.ts": "const a = 1;\nconst b: = 2;\n",
    });
    const run = async (name: string): Promise<object> => {
      const args = ["--config", join(home.path, name), "ask", "hi"];
      const { child, said, ended } = startBinary(args);
      child.stdin.end();
      return { status: await ended, err: said.err.replaceAll(home.path, "~") };
    };
    const [good, throws, broken] = await Promise.all(
      ["good.ts", "throws.ts", "broken.ts"].map(run),
    );
    expect(good).toEqual({ status: 0, err: "" });
    expect(throws).toEqual({
      status: 4,
      err: "g4f: config: ~/throws.ts:2: it failed: no idea 1\n",
    });
    expect(broken).toMatchObject({
      status: 4,
      err: expect.stringMatching(/^g4f: config: ~\/broken\.ts:2: it failed: [^\n]+\n$/),
    });
  });

  test("the working folder decides nothing", async () => {
    const text = "provider: eliza\nproxy: http://127.0.0.1:1\n";
    using folder = temporaryFolder({
      "config.yaml": text,
      "g4f/config.yaml": text,
      ".config/g4f/config.yaml": text,
      ".env": "G4F_PROVIDER=eliza\n",
    });
    for (const env of [{}, { XDG_CONFIG_HOME: ".", HOME: "." }]) {
      const { child, said, ended } = startBinary(["ask", "hi"], { cwd: folder.path, env });
      child.stdin.end();
      expect(await ended).toBe(3);
      expect(said.err).toMatch(/^g4f: no_provider: /);
    }
  });
});

test("no stack trace, whatever was typed", async () => {
  const { child, said, ended } = startBinary(["ask", "--provider", "__proto__", "hi"]);
  child.stdin.end();
  expect(await ended).toBe(10);
  expect(said.err).toMatch(/^g4f: invalid_request: .*\n$/);
});

test("compiled code is kept in the user's own cache, for nobody else to write", async () => {
  using home = temporaryFolder();
  const { child, ended } = startBinary(["--version"], {
    env: { HOME: home.path, NODE_COMPILE_CACHE: "" },
  });
  child.stdin.end();
  expect(await ended).toBe(0);
  const folder = join(home.path, ".cache/g4f/code");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).not.toEqual([]);
});
