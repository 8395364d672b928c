import { PassThrough } from "node:stream";

import { describe, expect, test } from "vitest";

import { run } from "../../src/run.ts";
import { g4f, testTerminal } from "../g4f.ts";
import { temporaryFile } from "../temporary.ts";

const ELIZA = ["ask", "-p", "eliza"] as const;

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
    const args = [...ELIZA, "--option", "seed=7", "My brother hates my garden"];
    const first = await g4f(args);
    expect(first).toMatchObject({ status: 0, err: "" });
    expect(await g4f(args)).toEqual(first);
  });

  test("words need no quotes; the prompt may come through a pipe, or a file", async () => {
    using file = temporaryFile("prompt.txt", "I am tired\n");
    const words = await g4f([...ELIZA, "I", "am", "tired"]);
    expect(words.status).toBe(0);
    expect(await g4f(ELIZA, { input: "I am tired\n" })).toEqual(words);
    expect(await g4f([...ELIZA, "--prompt-file", file.path])).toEqual(words);
  });

  test("what is piped in stands before the words and before the file", async () => {
    using file = temporaryFile("prompt.txt", "My cat sings\n");
    const joined = await g4f([...ELIZA, "I am tired\n\nMy cat sings"]);
    const input = "I am tired\n";
    expect(await g4f([...ELIZA, "My cat sings"], { input })).toEqual(joined);
    expect(await g4f([...ELIZA, "-f", file.path], { input })).toEqual(joined);
    expect((await g4f([...ELIZA, "My cat sings"])).out).not.toBe(joined.out);
  });

  test("an option that the provider does not know is dropped with a warning", async () => {
    expect(await g4f([...ELIZA, "-o", "colour=blue", "hi"])).toMatchObject({
      status: 0,
      err: "g4f: Eliza does not know colour: dropped, not sent\n",
    });
  });

  test("provider and model in one word", async () => {
    expect((await g4f(["ask", "--model", "eliza:eliza", "hi"])).status).toBe(0);
  });

  test("writes wait for the reader, and nothing is lost", async () => {
    const slow = new PassThrough({ highWaterMark: 4 });
    const terminal = { ...testTerminal(), stdout: slow };
    const running = run([...ELIZA, "Hello, who are you?"], terminal, "1.2.3");
    let read = "";
    slow.on("data", (chunk: Buffer) => {
      read += chunk.toString();
    });
    expect(await running).toBe(0);
    expect(read).toBe((await g4f([...ELIZA, "Hello, who are you?"])).out);
  });

  test("--no-stream prints the same, in one piece", async () => {
    const streamed = await g4f([...ELIZA, "I am tired"]);
    const pieces: string[] = [];
    const stdout = new PassThrough().on("data", (piece: Buffer) => pieces.push(piece.toString()));
    const terminal = { ...testTerminal(), stdout };
    expect(await run([...ELIZA, "--no-stream", "I am tired"], terminal, "1.2.3")).toBe(0);
    expect(pieces[0]).toBe(streamed.out.trimEnd());
    expect(pieces.join("")).toBe(streamed.out);
  });

  test("--usage tells tokens, provider, model and seconds on stderr", async () => {
    const { out, err } = await g4f([...ELIZA, "--usage", "I am tired"]);
    expect(out).not.toContain("tokens");
    expect(err).toMatch(
      /^g4f: tokens: 3 in, \d+ out, \d+ in all \(estimated\) · Eliza, eliza · \d+\.\d s\n$/,
    );
  });

  test("--debug logs on stderr, one event a line", async () => {
    const { out, err } = await g4f([...ELIZA, "--debug", "hi"]);
    expect(out).toBe((await g4f([...ELIZA, "hi"])).out);
    expect(err).toMatch(/^g4f: debug: provider made \{"provider":"Eliza","ms":\d+\}$/m);
  });

  test("--timeout ends the call: what came is printed, and the line is finished", async () => {
    const args = [...ELIZA, "-o", "delayMs=60000", "--timeout", "0.5", "Hello"];
    const { status, out, err } = await g4f(args);
    expect(status).toBe(20);
    expect(out).toMatch(/^\S+ \n$/);
    expect(err).toMatch(/^g4f: timeout: [^\n]*\n$/);
  });
});

describe("g4f ask --json", () => {
  const lines = (out: string): { type: string; text?: string }[] =>
    out
      .trimEnd()
      .split("\n")
      .map((line): { type: string; text?: string } => JSON.parse(line));

  test("one object a chunk, then the result", async () => {
    const { status, out } = await g4f([...ELIZA, "--json", "I am tired"]);
    const records = lines(out);
    const result = records.at(-1);
    expect(status).toBe(0);
    expect(result).toMatchObject({
      type: "result",
      provider: "Eliza",
      model: "eliza",
      finishReason: "stop",
      usage: { exact: false },
    });
    const texts = records.filter(({ type }) => type === "text");
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.map(({ text }) => text).join("")).toBe(result?.text);
    expect(records.at(-2)).toEqual({ type: "finish", reason: "stop" });
  });

  test("with --no-stream only the result", async () => {
    const { out } = await g4f([...ELIZA, "--json", "--no-stream", "I am tired"]);
    expect(lines(out).map(({ type }) => type)).toEqual(["result"]);
  });

  test("a failure is the last object, with what had come", async () => {
    const args = [...ELIZA, "--json", "-o", "delayMs=60000", "--timeout", "0.5", "Hello"];
    const { status, out, err } = await g4f(args);
    expect(status).toBe(20);
    expect(lines(out).at(-1)).toMatchObject({
      type: "error",
      code: "timeout",
      partial: { text: expect.stringMatching(/\S/) },
    });
    expect(err).toContain("g4f: timeout:");
  });
});

test("Ctrl-C while the prompt is still piped in", async () => {
  const stdin = new PassThrough();
  const terminal = { ...testTerminal(), stdin };
  const running = run(ELIZA, terminal, "1.2.3");
  stdin.write("I am");
  terminal.interrupt();
  expect(await running).toBe(130);
  expect(terminal.said).toEqual({ out: "", err: "g4f: aborted: stopped\n" });
});
