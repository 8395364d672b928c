import { describe, expect, it } from "vitest";

import { person } from "./support/people.ts";
import { Replay } from "./support/replay.ts";

describe("the limits", () => {
  it("drops the oldest chat of all for a new one", async () => {
    await using replay = await new Replay({ limits: { maxChats: 2 } }).start();
    const other = person(replay, "other");
    const first = await replay.prompt("one", {}, other);
    const second = await replay.prompt("two");
    const third = await replay.prompt("three");
    const status = async (chat: string | undefined, as = {}): Promise<number> =>
      (await replay.call("GET", `/chats/${String(chat)}`, undefined, as)).status;
    expect(await status(first.chat, other)).toBe(404);
    expect(await status(second.chat)).toBe(200);
    expect(await status(third.chat)).toBe(200);
  });

  it("drops old chats where all are too long together, and fills none beyond", async () => {
    await using replay = await new Replay({ limits: { maxTotalLength: 100 } }).start();
    const first = await replay.prompt("x".repeat(60));
    const second = await replay.prompt("y".repeat(60));
    expect((await replay.call("GET", `/chats/${String(first.chat)}`)).status).toBe(404);
    const path = `/chats/${String(second.chat)}/assistant_message`;
    const body = { parent_id: second.prompt, model_config_name: "_lorem" };
    expect((await replay.call("POST", path, body)).status).toBe(200);
    const full = '{"detail":"Maximum number of messages reached for this chat"}';
    expect(await replay.call("POST", path, body)).toEqual({ status: 413, text: full });
  });

  it("counts characters, not units, of a message", async () => {
    await using replay = await new Replay({ limits: { maxMessageLength: 3 } }).start();
    const chat = String((await replay.ask("POST", "/chats", {}))["id"]);
    const path = `/chats/${chat}/prompter_message`;
    expect((await replay.call("POST", path, { content: "😀😀😀😀" })).status).toBe(413);
    expect((await replay.call("POST", path, { content: "😀😀😀" })).status).toBe(200);
  });

  it("refuses bodies that are too large", async () => {
    await using replay = await new Replay({ limits: { maxBodyBytes: 100 } }).start();
    const body = { content: "x".repeat(100) };
    expect(await replay.call("POST", "/api/chat/prompter_message", body)).toEqual({
      status: 413,
      text: "Body exceeded 1mb limit",
    });
    expect(await replay.call("POST", "/chats/x/prompter_message", body)).toEqual({
      status: 413,
      text: '{"detail":"Body too large"}',
    });
  });

  it("stops an answer that grows too long", async () => {
    await using replay = await new Replay({ limits: { maxAnswerLength: 4 } }).start();
    const ids = await replay.prepare("hi");
    const run = await replay.puppet.nextRun();
    run.say("abc", "def", "ghi");
    await replay.settled(ids);
    const path = `/chats/${String(ids.chat)}/messages/${String(ids.answer)}`;
    expect(await replay.ask("GET", path)).toMatchObject({ state: "complete", content: "abcdef" });
    expect(run.signal.aborted).toBe(true);
  });

  it("opens so many streams at once", async () => {
    await using replay = await new Replay({ limits: { maxStreams: 1 } }).start();
    const ids = await replay.prepare("hi");
    const stream = await replay.events(ids);
    const path = `/chats/${String(ids.chat)}/messages/${String(ids.answer)}/events`;
    expect((await replay.call("GET", path)).status).toBe(503);
    await replay.leave(stream);
    const again = await replay.events(ids);
    expect(again.text).toMatch(/^HTTP\/1.1 200/);
    again.leave();
  });

  it("forgets the oldest user, but never whoever started it", async () => {
    await using replay = await new Replay({ limits: { maxUsers: 2 } }).start();
    const ann = person(replay, "ann");
    const { chat } = await replay.prompt("hi", {}, ann);
    person(replay, "ben");
    expect((await replay.call("POST", "/chats", {}, ann)).status).toBe(404);
    expect((await replay.call("GET", `/chats/${String(chat)}`, undefined, ann)).status).toBe(404);
    expect((await replay.call("POST", "/chats", {})).status).toBe(200);
  });

  it("keeps the newest reports only", async () => {
    await using replay = await new Replay().start();
    const { chat, prompt } = await replay.prompt("hi");
    const path = `/chats/${String(chat)}/messages/${String(prompt)}`;
    for (let index = 0; index < 20; index += 1) {
      await replay.call("POST", `${path}/reports`, { report_type: "spam", reason: String(index) });
    }
    const reports = (await replay.ask("GET", path))["reports"] as { reason: string }[];
    expect(reports.map(({ reason }) => Number(reason))).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 4),
    );
  });
});
