import { PassThrough, Readable, Writable } from "node:stream";

import { ERROR_CODES } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { EXIT_STATUS } from "../src/exit-status.ts";
import { run } from "../src/run.ts";

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line with streams of the test's own. */
async function g4f(
  args: readonly string[],
  input = "",
  signal = new AbortController().signal,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const said = { out: "", err: "" };
  const sink = (name: "out" | "err"): Writable =>
    new Writable({
      write(chunk: Buffer, _, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const terminal = {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: sink("out"),
    stderr: sink("err"),
    signal,
    env,
  };
  const status = await run(args, terminal, "1.2.3");
  return { status, out: said.out, err: said.err.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT") };
}

describe("g4f ask", () => {
  test("streams the answer to stdout, and everything else to stderr", async () => {
    const { status, out, err } = await g4f(["--offline", "ask", "Hello, who are you?"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^[A-Z].*\.\n$/s);
    expect(out).toMatch(/rules|program/);
    expect(err).toBe(
      "g4f: offline: OpenAssistant at http://127.0.0.1:PORT, embedded and answered by Eliza, a rule program; --provider <name> asks another\n",
    );
  });

  test("a named provider says nothing on stderr; the seed decides", async () => {
    const args = ["ask", "--provider", "eliza", "--option", "seed=7", "My brother hates my garden"];
    const first = await g4f(args);
    expect(first).toMatchObject({ status: 0, err: "" });
    expect(await g4f(args)).toEqual(first);
  });

  test("words need no quotes, and the prompt may come through a pipe", async () => {
    const piped = await g4f(["--offline", "ask"], "I am tired\n");
    expect(await g4f(["--offline", "ask", "I", "am", "tired"])).toEqual(piped);
    expect(piped.status).toBe(0);
  });

  test("an option that the provider does not know is dropped with a warning", async () => {
    expect(await g4f(["ask", "-p", "eliza", "-o", "colour=blue", "hi"])).toMatchObject({
      status: 0,
      err: "g4f: Eliza does not know colour: dropped, not sent\n",
    });
  });

  test("provider and model in one word", async () => {
    expect((await g4f(["ask", "--model", "eliza:eliza", "hi"])).status).toBe(0);
  });

  test("writes wait for the reader, and nothing is lost", async () => {
    const slow = new PassThrough({ highWaterMark: 4 });
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    const signal = new AbortController().signal;
    const terminal = { stdin: Readable.from([]), stdout: slow, stderr: sink, signal, env: {} };
    const running = run(["--offline", "ask", "Hello, who are you?"], terminal, "1.2.3");
    let read = "";
    slow.on("data", (chunk: Buffer) => {
      read += chunk.toString();
    });
    expect(await running).toBe(0);
    expect(read).toBe((await g4f(["--offline", "ask", "Hello, who are you?"])).out);
  });
});

describe("what goes wrong is one line and a status of its own", () => {
  const rows: readonly (readonly [string, readonly string[], number, string])[] = [
    [
      "no provider",
      ["ask", "hi"],
      3,
      "g4f: no_provider: no provider was named: use --provider <name>, or --offline for the built-in rule program\n",
    ],
    [
      "an unknown provider",
      ["ask", "-p", "elza", "hi"],
      10,
      'g4f: invalid_request: no provider is named "elza"; did you mean Eliza?\n',
    ],
    [
      "an unknown model",
      ["ask", "-p", "eliza", "-m", "elisa", "hi"],
      17,
      'g4f: model_not_found: Eliza has no model "elisa"; did you mean eliza?\n',
    ],
    [
      "no prompt",
      ["--offline", "ask"],
      2,
      'g4f: usage: there is no prompt: g4f ask "Hello", or pipe it in\n',
    ],
    [
      "a blank prompt",
      ["--offline", "ask", "  "],
      2,
      'g4f: usage: there is no prompt: g4f ask "Hello", or pipe it in\n',
    ],
    [
      "a bad proxy",
      ["ask", "-p", "eliza", "--proxy", "socks5://me:secret@host:1", "hi"],
      10,
      "g4f: invalid_request: proxy has the scheme socks5; http and https proxies are supported\n",
    ],
    [
      "a bad base URL",
      ["ask", "-p", "eliza", "--base-url", "nowhere", "hi"],
      10,
      "g4f: invalid_request: baseUrl is not a URL; write it like https://api.example.com/v1\n",
    ],
    [
      "an option without a value",
      ["--offline", "ask", "-o", "seed", "hi"],
      2,
      "error: option '-o, --option <key=value>' argument 'seed' is invalid. Write it as key=value.\n(g4f --help shows what there is)\n",
    ],
    [
      "an option of a wrong type",
      ["ask", "-p", "eliza", "-o", "seed=many", "hi"],
      10,
      "g4f: invalid_request: seed must be a number\n",
    ],
    [
      "an unknown flag",
      ["ask", "--modle", "x", "hi"],
      2,
      "error: unknown option '--modle'\n(Did you mean --model?)\n(g4f --help shows what there is)\n",
    ],
    [
      "an unknown command",
      ["aks", "hi"],
      2,
      "error: unknown command 'aks'\n(Did you mean ask?)\n(g4f --help shows what there is)\n",
    ],
  ];
  test.each(rows)("%s", async (_, args, status, err) => {
    expect(await g4f(args)).toEqual({ status, out: "", err });
  });

  test("aborted before it began", async () => {
    const outcome = await g4f(["--offline", "ask", "hi"], "", AbortSignal.abort());
    expect(outcome).toMatchObject({ status: 130, out: "" });
  });

  test("each error code has one exit status", () => {
    for (const code of ERROR_CODES) expect(EXIT_STATUS).toHaveProperty(code);
    const statuses = Object.values(EXIT_STATUS);
    expect(new Set(statuses).size).toBe(statuses.length);
    for (const status of statuses) expect(status).toBeGreaterThan(0);
  });
});

test("--version and --help are answers, not errors", async () => {
  expect(await g4f(["--version"])).toEqual({ status: 0, out: "1.2.3\n", err: "" });
  const help = await g4f(["--help"]);
  expect(help).toMatchObject({ status: 0, err: "" });
  for (const code of ERROR_CODES) expect(help.out).toContain(code);
  expect((await g4f(["ask", "--help"])).out).toContain("g4f ask --provider eliza");
});

describe("g4f openassistant serve", () => {
  test("prints address and secrets once; ask reaches it; the signal ends it", async () => {
    const ending = new AbortController();
    const stdout = new PassThrough();
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    const terminal = {
      stdin: Readable.from([]),
      stdout,
      stderr: sink,
      signal: ending.signal,
      env: {},
    };
    const serving = run(["openassistant", "serve"], terminal, "1.2.3");
    let printed = "";
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      printed += chunk.toString();
      if (printed.includes("g4f ask")) break;
    }
    const [, url = "", cookie = ""] = /at (http:\S+),.*cookie:\s+(\S+)/s.exec(printed) ?? [];
    const args = ["ask", "-p", "openassistant", "--base-url", url, "Hello, who are you?"];
    const env = { OPENASSISTANT_COOKIE: cookie };
    const answer = await g4f(args, "", new AbortController().signal, env);
    expect(answer).toMatchObject({ status: 0, err: "" });
    expect(answer.out).toContain("Eliza");
    const refused = await g4f(args, "", new AbortController().signal, {
      OPENASSISTANT_COOKIE: "next-auth.session-token=wrong-one",
    });
    expect(refused).toMatchObject({ status: 11, out: "" });
    expect(refused.err).not.toContain("wrong-one");
    ending.abort();
    expect(await serving).toBe(0);
  });

  const rows: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ["a responder that does not exist", ["--responder", "elza"], 10, /did you mean Eliza\?/],
    ["a port that is none", ["--port", "70000"], 2, /whole number from 0 to 65535/],
    [
      "a host that is not loopback",
      ["--host", "0.0.0.0"],
      10,
      /host must be 127\.0\.0\.1, localhost or ::1/,
    ],
  ];
  test.each(rows)("%s", async (_, args, status, says) => {
    const outcome = await g4f(["openassistant", "serve", ...args]);
    expect(outcome).toMatchObject({ status, out: "" });
    expect(outcome.err).toMatch(says);
  });
});
