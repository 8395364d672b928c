import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { chatsFolder } from "../../src/chats/folder.ts";
import { widthOf } from "../../src/screen/width.ts";
import { g4f } from "../g4f.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";

const ELIZA = ["chat", "--provider", "eliza"];

let home: Temporary;
let env: { HOME: string };
beforeEach(async () => {
  home = temporaryFolder();
  env = { HOME: home.path };
});
afterEach(() => home[Symbol.dispose]());

const folder = (): string => chatsFolder({ env }) ?? "";

/** Keeps a chat under `name`, as if it had been written at `hour` of some day. */
async function keep(name: string, question: string, hour: number): Promise<void> {
  await g4f(ELIZA, { env, input: `${question}\n/save ${name}\n` });
  const at = new Date(2026, 0, 2, hour, 30);
  utimesSync(join(folder(), `${name}.jsonl`), at, at);
}

function damage(name: string): void {
  const path = join(folder(), `${name}.jsonl`);
  const [first = "", , ...rest] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, [first, "{oops", ...rest].join("\n"));
}

describe("g4f chats list", () => {
  test("the last one first", async () => {
    await keep("old", "My dog is old", 7);
    await keep("new", "My cat is new", 9);
    expect(await g4f(["chats", "list"], { env })).toEqual({
      status: 0,
      err: "",
      out: [
        "new  2026-01-02 09:30  Eliza  My cat is new\n",
        "old  2026-01-02 07:30  Eliza  My dog is old\n",
      ].join(""),
    });
  });

  test("fits the terminal, and shows it nothing that is not text", async () => {
    await keep("hostile", `\u001B]0;owned\u0007 ${"long ".repeat(40)}`, 9);
    const { out } = await g4f(["chats", "list"], { env: { ...env, NO_COLOR: "1" }, columns: 60 });
    expect(out).toContain("␛]0;owned␇ long");
    expect(out).not.toContain("\u001B");
    for (const line of out.trimEnd().split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(60);
  });

  test("as JSON; one that is damaged is said to be so", async () => {
    await keep("good", "Hello", 9);
    await keep("bad", "Hello", 7);
    damage("bad");
    const { status, out } = await g4f(["chats", "list", "--json"], { env });
    expect(status).toBe(0);
    const [bad, good] = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(good).toMatchObject({ name: "good", questions: 1, provider: "Eliza", title: "Hello" });
    expect(bad).toMatchObject({ name: "bad", questions: 0 });
    expect(bad).toHaveProperty("damage", expect.stringContaining("bad.jsonl:2: this line is no"));
  });

  test("nothing kept yet", async () => {
    expect(await g4f(["chats", "list"], { env })).toEqual({
      status: 0,
      out: "",
      err: "g4f: no chat was kept yet: g4f chat begins one\n",
    });
  });
});

describe("g4f chats show", () => {
  test("the last chat, or the one whose name begins so", async () => {
    await keep("old-one", "My dog is old", 7);
    await keep("new-one", "Hello", 9);
    expect((await g4f(["chats", "show"], { env })).out).toMatch(/^> Hello\nHello there\..*\n\n$/);
    expect((await g4f(["chats", "show", "old"], { env })).out).toContain("> My dog is old\n");
    const { out } = await g4f(["chats", "show", "--json", "OLD-ONE"], { env });
    expect(out).toBe(readFileSync(join(folder(), "old-one.jsonl"), "utf8"));
  });

  test.each([
    ["a name that nobody has", ["xyz"], 2, /no chat is named "xyz"; known: /],
    ["the beginning of two names", ["t"], 2, /"t" begins the names of several chats/],
    ["a path", ["../../etc/passwd"], 2, /no chat is named/],
    ["a damaged chat", ["two"], 5, /two\.jsonl:2: this line is no record of a chat: it is no JSON/],
  ])("%s", async (_, args, status, err) => {
    await keep("to", "Hello", 7);
    await keep("two", "Hello", 7);
    damage("two");
    const outcome = await g4f(["chats", "show", ...args], { env });
    expect(outcome).toMatchObject({ status, out: "" });
    expect(outcome.err).toMatch(err);
    expect(outcome.err.trimEnd()).not.toContain("\n");
  });
});

describe("g4f chats delete", () => {
  test("deletes what is named in full, and else nothing", async () => {
    for (const name of ["one", "two", "three"]) await keep(name, "Hello", 7);
    const wrong = await g4f(["chats", "delete", "one", "thre"], { env });
    expect(wrong).toMatchObject({
      status: 2,
      err: "g4f: usage: to delete three, write its whole name\n",
    });
    expect(readdirSync(folder())).toHaveLength(3);
    const right = await g4f(["chats", "delete", "one", "two"], { env });
    expect(right).toEqual({ status: 0, out: "", err: "g4f: deleted one\ng4f: deleted two\n" });
    expect(readdirSync(folder())).toEqual(["three.jsonl"]);
  });
});

test.each([
  [{ XDG_DATA_HOME: "/data", HOME: "/home/me" }, "linux", "/data/g4f/chats"],
  [{ HOME: "/home/me" }, "linux", "/home/me/.local/share/g4f/chats"],
  [{ XDG_DATA_HOME: "data", HOME: "/home/me" }, "linux", "/home/me/.local/share/g4f/chats"],
  [{ XDG_DATA_HOME: "", HOME: "home" }, "linux", undefined],
  [{ LOCALAPPDATA: "/local", HOME: "/home/me" }, "win32", "/local/g4f/chats"],
  [{ HOME: "/home/me" }, "win32", undefined],
] as const)("%j on %s: %s", (variables, platform, path) => {
  expect(chatsFolder({ env: variables }, platform)).toBe(path);
});
