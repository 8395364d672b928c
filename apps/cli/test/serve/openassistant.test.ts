import { PassThrough } from "node:stream";

import { describe, expect, test } from "vitest";

import { run } from "../../src/run.ts";
import { g4f, testTerminal } from "../g4f.ts";

describe("g4f openassistant serve", () => {
  test("prints address and secrets once; ask reaches it; the signal ends it", async () => {
    const ending = new AbortController();
    const stdout = new PassThrough();
    const terminal = { ...testTerminal({ signal: ending.signal }), stdout };
    const serving = run(["openassistant", "serve"], terminal, "1.2.3");
    let printed = "";
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      printed += chunk.toString();
      if (printed.includes("g4f ask")) break;
    }
    const [, url = "", cookie = ""] = /at (http:\S+),.*cookie:\s+(\S+)/s.exec(printed) ?? [];
    const args = ["ask", "-p", "openassistant", "--base-url", url, "Hello, who are you?"];
    const env = { OPENASSISTANT_COOKIE: cookie };
    const answer = await g4f(args, { env });
    expect(answer).toMatchObject({ status: 0, err: "" });
    expect(answer.out).toContain("Eliza");
    const refused = await g4f(args, {
      env: { OPENASSISTANT_COOKIE: "next-auth.session-token=wrong-one" },
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
