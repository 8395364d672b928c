import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

function start(
  args: readonly string[],
): ChildProcess & { readonly said: { out: string; err: string } } {
  const child = spawn(process.execPath, ["--conditions=@g4f/source", MAIN, ...args], {
    stdio: "pipe",
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  return Object.assign(child, { said });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", resolve));
}

describe("the real binary", () => {
  test("reads a pipe, answers, and exits 0", async () => {
    const child = start(["--offline", "ask"]);
    child.stdin?.end("My mother sends me letters\n");
    expect(await ended(child)).toBe(0);
    expect(child.said.out.trim().length).toBeGreaterThan(10);
  });

  test("a reader that leaves (| head) is no error", async () => {
    const child = start(["--offline", "ask", "Hello, who are you?"]);
    child.stdin?.end();
    child.stdout?.destroy();
    expect(await ended(child)).toBe(0);
    expect(child.said.err).not.toContain("EPIPE");
  });

  test("Ctrl-C keeps what was printed and exits 130", async () => {
    const child = start([
      "ask",
      "--provider",
      "eliza",
      "--option",
      "delayMs=60000",
      "Hello, who are you?",
    ]);
    child.stdin?.end();
    child.stdout?.once("data", () => child.kill("SIGINT"));
    expect(await ended(child)).toBe(130);
    expect(child.said.out).toMatch(/^\S+ ?\n$/);
    expect(child.said.err).toContain("g4f: aborted:");
  });

  test("no stack trace, whatever was typed", async () => {
    const child = start(["ask", "--provider", "__proto__", "hi"]);
    child.stdin?.end();
    expect(await ended(child)).toBe(10);
    expect(child.said.err).toMatch(/^g4f: invalid_request: .*\n$/);
  });
});
