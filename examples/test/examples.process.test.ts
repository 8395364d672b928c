import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

interface Output {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const CACHE = fileURLToPath(new URL("../../node_modules/.cache/tests", import.meta.url));

const path = (name: string): string => fileURLToPath(new URL(`../${name}.ts`, import.meta.url));

/** Runs an example as the README says, with nothing in its environment but where compiled sources are kept. */
function run(name: string, ...args: readonly string[]): Promise<Output> {
  const command = ["--conditions=@g4f/source", path(name), ...args];
  return new Promise((resolve, reject) => {
    const env = { NODE_COMPILE_CACHE: CACHE };
    execFile(process.execPath, command, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : error.code;
      if (typeof status === "number") resolve({ status, stdout, stderr });
      else reject(error ?? new Error("no status"));
    });
  });
}

describe("use-a-provider", { timeout: 60_000 }, () => {
  it("prints the answer and nothing else", async () => {
    const { status, stdout, stderr } = await run("use-a-provider", "I feel tired today.");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^\S.+\n$/);
    expect((await run("use-a-provider", "I feel tired today.")).stdout).toBe(stdout);
    expect((await run("use-a-provider")).stdout).not.toBe(stdout);
  });
});

describe("custom-provider", { timeout: 60_000 }, () => {
  it.each([
    [[], "Shout: CAN YOU HEAR ME!\n"],
    [["SHOUT:louder"], "Shout: CAN YOU HEAR ME!!!\n"],
  ])("resolves %j by name", async (args, stdout) => {
    expect(await run("custom-provider", ...args)).toEqual({ status: 0, stdout, stderr: "" });
  });

  it.each([
    ["shoot", "invalid_request", 'no provider is named "shoot"; did you mean Shout?'],
    ["shout:lauder", "model_not_found", "did you mean louder"],
  ])("says of %s what to write instead", async (spec, code, words) => {
    const { status, stderr } = await run("custom-provider", spec);
    expect(status).toBe(1);
    expect(stderr).toContain(`code: '${code}'`);
    expect(stderr).toContain(words);
  });

  it("is a provider in under 30 lines", async () => {
    const source = await readFile(path("custom-provider"), "utf8");
    expect(source.trimEnd().split("\n").length).toBeLessThan(30);
  });
});

describe("read-a-stream", { timeout: 60_000 }, () => {
  it("prints chunks, the result, and what an abort left", async () => {
    const { status, stdout, stderr } = await run("read-a-stream");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    const texts = lines
      .filter((line) => line.startsWith("text: "))
      .map((line): string => JSON.parse(line.slice("text: ".length)));
    expect(texts.length).toBeGreaterThan(2);
    expect(lines.slice(texts.length, -1)).toEqual([
      `usage: ${texts.length} tokens`,
      "finish: stop",
      `result: Eliza/eliza said ${JSON.stringify(texts.join(""))}`,
    ]);
    expect(lines.at(-1)).toMatch(/^aborted after "(?:\S+\s+){3}"$/);
  });
});

describe("openassistant", { timeout: 60_000 }, () => {
  it("prints the answer that came over the protocol", async () => {
    const { status, stdout, stderr } = await run("openassistant");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/brother.*\n$/);
  });
});

describe("fallback", { timeout: 60_000 }, () => {
  it("prints the answer, who was asked, and how each fares", async () => {
    const { status, stdout, stderr } = await run("fallback");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.slice(0, 6)).toEqual([
      "I am still here.",
      "",
      "asked Busy: rate_limit",
      "asked Cut: network",
      "asked Good: it answered",
      "requests: { Busy: 1, Cut: 2, Good: 2 }",
    ]);
    expect(lines[6]).toMatch(/^Busy: declared working, resting \(rate_limit: /);
    expect(lines[7]).toMatch(/^Cut: declared working, failing \(network: /);
    expect(lines[8]).toBe("Good: declared working, good");
  });
});

describe("over the wires of services", { timeout: 60_000 }, () => {
  it.each([
    [
      "tools",
      [
        'may I call weather({"city":"Paris"})? yes',
        'the model was told: {"city":"Paris","degrees":20}',
        "It is 20 degrees in Paris. (2 steps)",
      ],
    ],
    [
      "structured-output",
      [
        "so far: { name: 'Ann', age: 'thirty' }",
        "so far: {}",
        "so far: { name: 'Ann' }",
        "so far: { name: 'Ann', age: 30 }",
        "complaint: That does not fit the schema: age must be a number. Answer with the corrected JSON object, and with nothing else.",
        "Ann is 30, repaired: true",
      ],
    ],
    [
      "images",
      [
        "A single grey dot.",
        "sent as it is: true",
        "not_supported: Eliza does not support images as input",
      ],
    ],
    [
      "switch-providers",
      [
        "Anthropic: The blue whale is the largest.",
        "Gemini: About thirty metres.",
        "  user: Which whale is the largest?",
        "  assistant: The blue whale is the largest.",
        "  user: How long is it?",
      ],
    ],
  ])("%s", async (name, lines) => {
    const { status, stdout, stderr } = await run(name);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.trimEnd().split("\n")).toEqual(lines);
  });
});
