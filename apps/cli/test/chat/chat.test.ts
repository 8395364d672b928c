import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { ChatRecord } from "../../src/chats/record.ts";
import { g4f } from "../g4f.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";
import { KEY, startTyping } from "./typist.ts";

const ELIZA = ["chat", "--provider", "eliza"];
/** The first word comes at once, the second never. */
const SLOW = [...ELIZA, "--option", "delayMs=60000"];

let home: Temporary;
let env: { HOME: string };
beforeEach(() => {
  home = temporaryFolder();
  env = { HOME: home.path };
});
afterEach(() => home[Symbol.dispose]());

const folder = (): string => join(home.path, ".local", "share", "g4f", "chats");

function records(): readonly ChatRecord[] {
  const [file = ""] = readdirSync(folder());
  const lines = readFileSync(join(folder(), file), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as ChatRecord);
}

function types(): readonly string[] {
  return records().map(({ type }) => type);
}

describe("questions through a pipe", () => {
  test("are asked line by line; stdout has the answers alone", async () => {
    const input = "Hello\n\nI am sad\n//etc is a folder\n";
    const { status, out, err } = await g4f(ELIZA, { env, input });
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out.trimEnd().split("\n")).toHaveLength(3);
    expect(out).toMatch(/^Hello there/);
    expect(types().join(" ")).toBe(`chat settings${" question answer".repeat(3)}`);
    expect(records()[6]).toMatchObject({ content: "/etc is a folder" });
  });

  test("the first failure ends it, with its status", async () => {
    const outcome = await g4f([...ELIZA, "-o", "seed=many"], { env, input: "Hello\nyes\n" });
    expect(outcome).toMatchObject({ status: 10, out: "" });
    expect(outcome.err).toBe("g4f: invalid_request: seed must be a number\n");
    expect(types()).toEqual(["chat", "settings", "question"]);
  });

  test("--no-save keeps nothing", async () => {
    expect(await g4f([...ELIZA, "--no-save"], { env, input: "Hello\n" })).toMatchObject({
      status: 0,
    });
    expect(readdirSync(home.path)).toEqual([]);
  });

  test("a folder that cannot be written: answers go on, one warning", async () => {
    const elsewhere = { ...env, XDG_DATA_HOME: "/dev/null" };
    const { status, out, err } = await g4f(ELIZA, { env: elsewhere, input: "Hello\nI am sad\n" });
    expect(status).toBe(0);
    expect(out.trimEnd().split("\n")).toHaveLength(2);
    expect(err).toBe("g4f: this chat is no longer kept: a part of the path is no folder\n");
  });

  test("nobody to answer is no_provider, as with ask", async () => {
    expect(await g4f(["chat"], { env, input: "Hello\n" })).toMatchObject({ status: 3, out: "" });
  });
});

describe("--continue", () => {
  test("goes on with the last chat, or the one named, and with who answered there", async () => {
    await g4f(ELIZA, { env, input: "My dog is old\n" });
    expect(await g4f(["chat", "--continue"], { env, input: "Yes\n" })).toMatchObject({ status: 0 });
    const name = readdirSync(folder())[0]?.replace(".jsonl", "") ?? "";
    expect(await g4f(["chat", "-c", name], { env, input: "No\n" })).toMatchObject({ status: 0 });
    expect(readdirSync(folder())).toHaveLength(1);
    expect(types().join(" ")).toBe(`chat settings${" question answer".repeat(3)}`);
    expect(records()[1]).toEqual({ type: "settings", provider: "eliza" });
  });

  test("another provider gets no model that was kept for the first", async () => {
    await g4f([...ELIZA, "--model", "eliza"], { env, input: "Hello\n" });
    const outcome = await g4f(["chat", "-c", "-p", "openassistant"], { env, input: "Hello\n" });
    expect(outcome).toMatchObject({ status: 18, out: "" });
    expect(
      records()
        .filter(({ type }) => type === "settings")
        .at(-1),
    ).toEqual({
      type: "settings",
      provider: "openassistant",
    });
  });

  test("no chat, or none of that name", async () => {
    expect(await g4f(["chat", "--continue"], { env })).toEqual({
      status: 2,
      out: "",
      err: "g4f: usage: no chat was kept yet: g4f chat begins one\n",
    });
    await g4f(ELIZA, { env, input: "Hello\n/save letters\n" });
    expect((await g4f(["chat", "--continue", "lettres"], { env })).err).toBe(
      'g4f: usage: no chat is named "lettres"; did you mean letters?\n',
    );
  });
});

describe("somebody who types", () => {
  test("asks, is answered, edits, and leaves with Ctrl-D", async () => {
    const typist = startTyping(ELIZA, env);
    expect(await typist.prompt()).toContain("Eliza, eliza answers. /help lists the commands");
    expect(typist.isRaw).toBe(true);
    expect(await typist.say("Hello")).toContain("Hello there.");
    typist.type(KEY.up);
    await typist.until("Hello");
    typist.type("\u0015");
    typist.type(KEY.end);
    expect(await typist.status).toBe(0);
    expect(typist.isHurried).toBe(false);
    expect(typist.isRaw).toBe(false);
    expect(typist.screen).toMatch(/g4f: kept as \d{4}-\d\d-\d\d-[0-9a-f]{6}\n$/);
  });

  test("Ctrl-C stops the answer and keeps the chat; a second one leaves", async () => {
    const typist = startTyping(SLOW, env);
    await typist.prompt();
    typist.type("Hello\r");
    await typist.until("Hello ");
    typist.type(KEY.interrupt);
    expect(await typist.prompt()).toContain("stopped; Ctrl-C again leaves");
    typist.type(KEY.interrupt);
    expect(await typist.status).toBe(130);
    expect(typist.isRaw).toBe(false);
    expect(records().at(-1)).toMatchObject({
      type: "answer",
      partial: true,
      message: { content: "Hello " },
    });
  });

  test("who leaves waits for no clean-up that hangs upstream", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      // A chat is made, and from then on nothing is answered.
      if (asked.length === 1) response.end('{"id":"c1","chat_id":"c1"}');
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const args = ["chat", "-p", "openassistant", "--base-url", url];
    const typist = startTyping(args, { ...env, OPENASSISTANT_COOKIE: "a=b" });
    await typist.prompt();
    const hanging = once(server, "request");
    typist.type("Hello\r");
    await hanging;
    await once(server, "request");
    typist.type(KEY.interrupt);
    const cleaning = once(server, "request");
    await typist.until("stopped");
    await cleaning;
    typist.type(KEY.interrupt);
    expect(await typist.status).toBe(130);
    expect(typist.isHurried).toBe(true);
    expect(asked.at(-1)).toMatch(/^DELETE /);
    server.closeAllConnections();
    server.close();
  });

  test("Ctrl-C throws a line away first; then it asks; a question in between takes that back", async () => {
    const typist = startTyping(ELIZA, env);
    await typist.prompt();
    typist.type(`not this${KEY.interrupt}`);
    await typist.prompt();
    typist.type(KEY.interrupt);
    await typist.until("Ctrl-C again leaves, as do /exit and Ctrl-D");
    await typist.prompt();
    expect(await typist.say("Hello")).toContain("Hello there.");
    typist.type(KEY.interrupt);
    await typist.until("Ctrl-C again leaves");
    typist.type(KEY.interrupt);
    expect(await typist.status).toBe(130);
    expect(types().filter((type) => type === "question")).toHaveLength(1);
  });

  test("what is typed during an answer waits for the prompt", async () => {
    const typist = startTyping([...ELIZA, "-o", "delayMs=20"], env);
    await typist.prompt();
    typist.type("Hello\r");
    await typist.until("Hello there");
    // More than fits a row: nothing above the prompt may be drawn over.
    typist.type(`I am sad ${"and tired ".repeat(20)}`);
    const answer = await typist.prompt();
    expect(answer).not.toContain("I am sad");
    expect(answer).not.toContain("\u001B[2A");
    await typist.until("I am sad");
    typist.type("\r");
    await typist.until("sorry");
    typist.end();
    expect(await typist.status).toBe(130);
  });

  test("lines that come at once are asked one after the other, each at its prompt", async () => {
    const typist = startTyping(ELIZA, env);
    await typist.prompt();
    typist.type("Hello\rI am sad\r/exit\r");
    expect(await typist.until("I am sad")).toMatch(/Hello there\..*\n\n.*> .*I am sad$/s);
    expect(await typist.status).toBe(0);
    expect(types().join(" ")).toBe(`chat settings${" question answer".repeat(2)}`);
  });

  test("pasted lines are one question, and come back as such", async () => {
    const typist = startTyping(ELIZA, env);
    await typist.prompt();
    typist.type("\u001B[200~one\r\n\ttwo\u001B[31m");
    typist.type("\u001B[20");
    typist.type("1~ three\r");
    await typist.until("one↵⇥two␛[31m three");
    await typist.prompt();
    typist.type(KEY.up);
    await typist.until("one↵⇥two");
    typist.type("\r");
    await typist.prompt();
    typist.type("/exit\r");
    expect(await typist.status).toBe(0);
    const asked = records().filter((record) => record.type === "question");
    expect(asked.map(({ content }) => content)).toEqual(Array(2).fill("one\n\ttwo␛[31m three"));
  });

  test("a new width is used while typing, and draws nothing into an answer", async () => {
    const typist = startTyping(SLOW, env);
    await typist.prompt();
    typist.resize(40);
    await typist.prompt();
    typist.type("Hello\r");
    await typist.until("Hello ");
    typist.resize(20);
    typist.type(KEY.interrupt);
    expect(await typist.until("stopped")).not.toContain(">");
    typist.end();
    await typist.status;
  });

  test("a failure is one line, and the chat goes on", async () => {
    const typist = startTyping([...ELIZA, "-o", "seed=many"], env);
    await typist.prompt();
    expect(await typist.say("Hello")).toContain("g4f: invalid_request: seed must be a number\n");
    typist.type("/exit\r");
    expect(await typist.status).toBe(0);
  });

  test("questions of other chats come back with the arrow", async () => {
    await g4f(ELIZA, { env, input: "What was asked before\n" });
    const typist = startTyping(ELIZA, env);
    await typist.prompt();
    typist.type(KEY.up);
    await typist.until("What was asked before");
    typist.end();
    expect(await typist.status).toBe(130);
  });

  test("a chat that goes on shows where it was", async () => {
    await g4f(ELIZA, { env, input: "My dog is old\nMy cat is old\n" });
    const typist = startTyping(["chat", "--continue"], env);
    const greeting = await typist.until("answers. /help");
    expect(greeting).toContain("2 questions so far; the last one:\n\n> My cat is old\n");
    typist.end();
    await typist.status;
  });

  test("a terminal that can do nothing gets lines without escapes", async () => {
    const typist = startTyping(ELIZA, { ...env, TERM: "dumb" });
    await typist.until("> ");
    typist.type("Hello\n");
    await typist.until("Hello there.");
    typist.type("/exit\n");
    expect(await typist.status).toBe(0);
    expect(typist.screen).not.toContain("\u001B");
  });
});
