import {
  appendFile,
  chmod,
  mkdtemp,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { ChatLog } from "../../src/chats/chat-log.ts";
import { checkName, newName } from "../../src/chats/name.ts";
import { readChat } from "../../src/chats/read-chat.ts";
import { formatRecord, parseRecord, type ChatRecord } from "../../src/chats/record.ts";
import { Transcript } from "../../src/chats/transcript.ts";

const at = "2026-11-21T08:00:00.000Z";
const question = (content: string): ChatRecord => ({ type: "question", at, content });
const answer = (content: string): ChatRecord => ({
  type: "answer",
  at,
  message: { role: "assistant", content },
  provider: "Eliza",
  model: "eliza",
});

let folder = "";
let warnings: string[] = [];
const options = () => ({
  folder: join(folder, "g4f", "chats") as string | undefined,
  keeps: true,
  warn: (words: string) => void warnings.push(words),
});

const fileOf = (name: string | undefined): string => join(folder, "g4f", "chats", `${name}.jsonl`);
const opened = new Set<ChatLog>();

function begin(given = options()): ChatLog {
  const log = new ChatLog(given);
  opened.add(log);
  return log;
}

async function reopen(
  name: string,
  path: string,
  given: ReturnType<typeof options>,
): Promise<ChatLog> {
  const log = await ChatLog.open(name, path, given);
  opened.add(log);
  return log;
}

async function close(log: ChatLog): Promise<void> {
  opened.delete(log);
  await log[Symbol.asyncDispose]();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "g4f-chats-"));
  warnings = [];
});
afterEach(async () => {
  for (const log of opened) await close(log);
  await rm(folder, { recursive: true });
});

/** A chat with one question and its answer; returns its name and file. */
async function kept(...more: readonly ChatRecord[]): Promise<{ name: string; path: string }> {
  const log = begin();
  await log.append({ type: "settings", provider: "eliza" });
  await log.append(question("Hello"));
  await log.append(answer("How do you do?"), ...more);
  const name = log.name ?? "";
  await close(log);
  return { name, path: fileOf(name) };
}

describe("a chat on disk", () => {
  test("is one JSON line for each thing said, for its owner alone", async () => {
    const { path } = await kept();
    const lines = (await readFile(path, "utf8")).split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((line) => (JSON.parse(line) as ChatRecord).type)).toEqual([
      "chat",
      "settings",
      "question",
      "answer",
    ]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "g4f", "chats"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "g4f"))).mode & 0o777).toBe(0o700);
    expect(warnings).toEqual([]);
  });

  test("goes on where it was", async () => {
    const { name, path } = await kept();
    await chmod(path, 0o644);
    const log = await reopen(name, path, options());
    expect(log.transcript.settings).toEqual({ provider: "eliza" });
    await log.append(question("Again"));
    expect(log.transcript.messages).toHaveLength(3);
    expect(new Transcript((await readChat(path)).records).messages).toEqual(
      log.transcript.messages,
    );
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("records that wait for the disk are written once, in order", async () => {
    const log = begin();
    const all = Array.from({ length: 20 }, (_, index) => question(`q${index}`));
    await Promise.all(all.map((record) => log.append(record)));
    const { records } = await readChat(fileOf(log.name));
    expect(records.slice(1)).toEqual(all);
  });

  test("nothing said, nothing kept; and nothing without being asked to", async () => {
    const log = begin();
    await log.append({ type: "settings", provider: "eliza" });
    const unkept = begin({ ...options(), keeps: false });
    await unkept.append(question("secret"));
    expect([log.name, unkept.name]).toEqual([undefined, undefined]);
    await expect(stat(join(folder, "g4f"))).rejects.toThrow("ENOENT");
    await unkept.keep("secrets");
    expect(unkept.transcript.title).toBe("secret");
    const { records } = await readChat(fileOf("secrets"));
    expect(records.map(({ type }) => type)).toEqual(["chat", "question"]);
  });

  test("takes a name that is free, and no other", async () => {
    const { name, path } = await kept();
    const log = await reopen(name, path, options());
    const other = begin();
    await other.append(question("x"));
    await other.keep("Letters");
    await expect(log.keep("letters")).rejects.toThrow(
      "there is a chat named letters: take another",
    );
    expect(log.name).toBe(name);
    await log.keep("more.letters");
    await log.append(answer("y"));
    await expect(stat(path)).rejects.toThrow("ENOENT");
    expect((await readChat(fileOf("more.letters"))).records).toHaveLength(5);
  });
});

describe("a file that was cut or edited", () => {
  test("half a line at the end is left out, told of, and cut off", async () => {
    const { name, path } = await kept(answer("this one will be cut"));
    const { size } = await stat(path);
    await truncate(path, size - 5);
    const log = await reopen(name, path, options());
    expect(warnings).toEqual([`${path}:5: the last line was cut, and is left out`]);
    await log.append(question("and now?"));
    await close(log);
    const again = await readChat(path);
    expect(again.warning).toBeUndefined();
    expect(again.records.map(({ type }) => type)).toEqual([
      "chat",
      "settings",
      "question",
      "answer",
      "question",
    ]);
  });

  test("cut at every byte it is read, or said to be no chat", async () => {
    const { path } = await kept();
    const whole = await readFile(path);
    const { records } = await readChat(path);
    const header = whole.indexOf(0x0a);
    for (let length = 0; length < whole.length; length++) {
      await truncate(path, 0);
      await appendFile(path, whole.subarray(0, length));
      if (length < header) {
        await expect(readChat(path)).rejects.toThrow(`${path}:1: a chat begins with a record`);
      } else {
        const read = await readChat(path);
        expect(read.records).toEqual(records.slice(0, read.records.length));
      }
    }
  });

  test("a last line without its end is a line", async () => {
    const { name, path } = await kept();
    await truncate(path, (await stat(path)).size - 1);
    const log = await reopen(name, path, options());
    expect(log.transcript.messages).toHaveLength(2);
    await log.append(question("more"));
    expect((await readChat(path)).records).toHaveLength(5);
    expect(warnings).toEqual([]);
  });

  test.each([
    ["no JSON", "{oops", "it is no JSON"],
    ["no object", "7", "it is no JSON object"],
    ["an unknown type", '{"type":"__proto__"}', "its type is none of chat, settings,"],
    [
      "a field of a wrong type",
      '{"type":"draft","text":7}',
      "text is missing, or not what a record of type draft has there",
    ],
    ["a newer form", '{"type":"chat","version":2,"at":""}', "version is missing, or not what"],
  ])("%s in the middle: file, line and reason", async (_, line, why) => {
    const { name, path } = await kept();
    const lines = (await readFile(path, "utf8")).split("\n");
    lines[1] = line;
    await writeFile(path, lines.join("\n"));
    const opening = ChatLog.open(name, path, options());
    await expect(opening).rejects.toMatchObject({ code: "io" });
    await expect(opening).rejects.toThrow(`${path}:2: this line is no record of a chat: ${why}`);
  });
});

describe("a disk that does not play along", () => {
  test("a folder that cannot be made: the chat goes on, one warning", async () => {
    await writeFile(join(folder, "g4f"), "");
    const log = begin();
    await log.append(question("a"));
    await log.append(answer("b"));
    expect(log.transcript.messages).toHaveLength(2);
    expect(warnings).toEqual(["this chat is no longer kept: a part of the path is no folder"]);
    await expect(log.keep("x")).rejects.toThrow("the chat could not be kept: a part of the path");
  });

  test("an environment without a folder", async () => {
    const log = begin({ ...options(), folder: undefined });
    await log.append(question("a"));
    expect(warnings).toEqual([expect.stringContaining("neither XDG_DATA_HOME nor HOME")]);
  });
});

describe("records", () => {
  test("bytes and opaque state survive", () => {
    const record: ChatRecord = {
      type: "answer",
      at,
      provider: "P",
      model: "m",
      message: {
        role: "assistant",
        content: [
          { type: "text", text: '\u2028\n"é' },
          { type: "file", mediaType: "image/png", data: new Uint8Array([0, 255, 7]) },
        ],
        reasoning: [{ text: "hm", state: { signature: "x" } }],
      },
    };
    const line = formatRecord(record);
    expect(line.indexOf("\n")).toBe(line.length - 1);
    expect(parseRecord(line)).toEqual(record);
  });

  test.each([
    ["../../etc/passwd"],
    ["/etc/passwd"],
    ["c:\\x"],
    ["a\0.js"],
    ["a/../../b"],
    ["a\\..\\b"],
    ["%2e%2e%2fb"],
    ["@scope/x"],
    ["data:text/javascript,1"],
    ["node:child_process"],
    ["file:///etc/passwd"],
    ["__proto__"],
    ["CON"],
    ["nul"],
    ["com1.jsonl"],
    [""],
    ["."],
    [".."],
    ["a".repeat(65)],
    ["a."],
    ["a "],
    ["a\n"],
    ["\uFF41bc"],
    ["\u202Eabc"],
  ])("%j is no name of a chat", (name) => {
    expect(() => checkName(name)).toThrow("the name of a chat has 1 to 64 letters");
  });

  test("names are lower-cased, and new ones are names", () => {
    expect(checkName("Letters.2026-11_a")).toBe("letters.2026-11_a");
    const name = newName(new Date(2026, 0, 5));
    expect(name).toMatch(/^2026-01-05-[0-9a-f]{6}$/);
    expect(checkName(name)).toBe(name);
  });
});
