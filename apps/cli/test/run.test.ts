import { ERROR_CODES } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { CliError, EXIT_STATUS } from "../src/exit-status.ts";
import { OutputClosed } from "../src/print.ts";
import { run } from "../src/run.ts";
import { g4f, testTerminal } from "./g4f.ts";

describe("what goes wrong is one line and a status of its own", () => {
  const rows: readonly (readonly [string, readonly string[], number, string])[] = [
    [
      "no provider",
      ["ask", "hi"],
      3,
      "no_provider: no provider was named: use --provider <name>, set one in the configuration, or --offline for the built-in rule program",
    ],
    [
      "an unknown provider",
      ["ask", "-p", "elza", "hi"],
      10,
      'invalid_request: no provider is named "elza"; did you mean Eliza?',
    ],
    [
      "an unknown model",
      ["ask", "-p", "eliza", "-m", "elisa", "hi"],
      17,
      'model_not_found: Eliza has no model "elisa"; did you mean eliza?',
    ],
    [
      "a model of another provider",
      ["ask", "-p", "eliza", "-m", "openassistant:oasst", "hi"],
      2,
      'usage: the model "openassistant:oasst" is one of OpenAssistant, but the provider named is eliza: name one of them',
    ],
    [
      "a service that is gone",
      ["ask", "-p", "openassistant", "hi"],
      18,
      "model_gone: OpenAssistant does not work: the project was declared complete and its chat service was shut down (since 2023-10-25); a server of your own is reached by setting its baseUrl (--base-url <url>)",
    ],
    [
      "no prompt",
      ["--offline", "ask"],
      2,
      'usage: there is no prompt: g4f ask "Hello", or pipe it in',
    ],
    [
      "a blank prompt",
      ["--offline", "ask", "  "],
      2,
      'usage: there is no prompt: g4f ask "Hello", or pipe it in',
    ],
    [
      "two prompts",
      ["ask", "-p", "eliza", "-f", "prompt.txt", "hi"],
      2,
      "usage: there are two prompts: words, and --prompt-file; leave one out",
    ],
    [
      "a prompt file that is not there",
      ["ask", "-p", "eliza", "-f", "/no/such.txt"],
      5,
      "io: the prompt file /no/such.txt could not be read: no such file",
    ],
    [
      "control characters in a file's name",
      ["ask", "-p", "eliza", "-f", "/no/\u001B[2J\nsuch.txt"],
      5,
      "io: the prompt file /no/␛[2J such.txt could not be read: no such file",
    ],
    [
      "a bad proxy",
      ["ask", "-p", "eliza", "--proxy", "socks4://me:secret@host:1", "hi"],
      10,
      "invalid_request: proxy has the scheme socks4; it must be http, https, socks5 or socks5h",
    ],
    [
      "a bad base URL",
      ["ask", "-p", "eliza", "--base-url", "nowhere", "hi"],
      10,
      "invalid_request: baseUrl is not a URL; write it like https://api.example.com/v1",
    ],
    [
      "an option without a value",
      ["--offline", "ask", "-o", "seed", "hi"],
      2,
      "usage: option '-o, --option <key=value>' argument 'seed' is invalid. Write it as key=value; g4f ask --help shows what there is",
    ],
    [
      "an option of a wrong type",
      ["ask", "-p", "eliza", "-o", "seed=many", "hi"],
      10,
      "invalid_request: seed must be a number",
    ],
    [
      "a time limit of nothing",
      ["ask", "-p", "eliza", "--timeout", "0", "hi"],
      2,
      "usage: option '--timeout <seconds>' argument '0' is invalid. It must be a number above 0; g4f ask --help shows what there is",
    ],
    [
      "an unknown flag",
      ["ask", "--modle", "x", "hi"],
      2,
      "usage: unknown option '--modle'; did you mean --model?; g4f ask --help shows what there is",
    ],
    [
      "a command in a group without its flag",
      ["keys", "create"],
      2,
      "usage: required option '--name <name>' not specified; g4f keys create --help shows what there is",
    ],
    [
      "an unknown command",
      ["aks", "hi"],
      2,
      "usage: unknown command 'aks'; did you mean ask?; g4f --help shows what there is",
    ],
    [
      "an unknown topic",
      ["help", "exit-cods"],
      2,
      'usage: there is no help on "exit-cods"; did you mean exit-codes?',
    ],
    [
      "control characters in a word",
      ["ask", "-p", "eliza", "-m", "\u001B[2J", "hi"],
      17,
      'model_not_found: Eliza has no model "\\u001b[2J"; known: eliza',
    ],
  ];
  test.each(rows)("%s", async (_, args, status, line) => {
    expect(await g4f(args)).toEqual({ status, out: "", err: `g4f: ${line}\n` });
  });

  test("--debug adds the stack, and nothing else does", async () => {
    const args = ["ask", "-p", "elza", "hi"];
    expect((await g4f([...args, "--debug"])).err).toMatch(/\n {4}at /);
    expect((await g4f(args)).err).not.toMatch(/\n {4}at /);
  });

  test("aborted before it began", async () => {
    const outcome = await g4f(["--offline", "ask", "hi"], { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ status: 130, out: "" });
    expect(outcome.err).toMatch(/g4f: aborted: [^\n]*\n$/);
  });

  test("a reader that left is no failure; a full disk is one, and says so", async () => {
    const gone = AbortSignal.abort(new OutputClosed());
    const args = ["ask", "-p", "eliza", "hi"];
    expect(await g4f(args, { signal: gone })).toEqual({ status: 0, out: "", err: "" });
    const full = AbortSignal.abort(new CliError("io", "stdout could not be written: full"));
    expect(await g4f(args, { signal: full })).toEqual({
      status: 5,
      out: "",
      err: "g4f: io: stdout could not be written: full\n",
    });
  });

  test("a fault of our own asks for a report", async () => {
    const broken = { ...testTerminal() };
    Object.defineProperty(broken, "env", {
      get: () => {
        throw new RangeError("no environment");
      },
    });
    expect(await run(["ask", "hi"], broken, "1.2.3")).toBe(1);
    expect(broken.said.err).toBe("g4f: internal: RangeError: no environment; please report it\n");
  });

  test("each error code has one exit status", () => {
    for (const code of ERROR_CODES) expect(EXIT_STATUS).toHaveProperty(code);
    const statuses = Object.values(EXIT_STATUS).map(({ status }) => status);
    expect(new Set(statuses).size).toBe(statuses.length);
    for (const status of statuses) expect(status).toBeGreaterThan(0);
  });
});

test("--version is an answer; the command alone shows its help with status 2", async () => {
  expect(await g4f(["--version"])).toEqual({ status: 0, out: "1.2.3\n", err: "" });
  const bare = await g4f([]);
  expect(bare).toMatchObject({ status: 2, out: "" });
  expect(bare.err).toMatch(/^Usage: g4f /);
});
