import { describe, expect, it } from "vitest";

import { brief } from "./support/events.ts";
import { person } from "./support/people.ts";
import { Replay } from "./support/replay.ts";

describe("the queue", () => {
  it("tells each message its place, and 0 once it is worked on or cancelled", async () => {
    await using replay = await new Replay({ limits: { concurrency: 1 } }).start();
    const [ann, ben] = [person(replay, "ann"), person(replay, "ben")];
    const busy = await replay.prepare("busy");
    const second = await replay.prepare("second", {}, ann);
    const third = await replay.prepare("third", {}, ben);
    const seen = [
      await replay.events(busy),
      await replay.events(second, ann),
      await replay.events(third, ben),
    ];
    replay.clock.advance(1000);
    await Promise.all(seen.map((stream) => stream.until((text) => brief(text).length === 1)));
    expect(seen.map(({ text }) => brief(text))).toEqual([["0/2"], ["1/2"], ["2/2"]]);
    await replay.prepare("instead", {}, ann);
    replay.clock.advance(1000);
    await Promise.all(seen.map((stream) => stream.until((text) => brief(text).length === 2)));
    expect(seen.map(({ text }) => brief(text)[1])).toEqual(["0/2", "0/2", "1/2"]);
    for (const stream of seen) stream.leave();
  });

  it("is full at its limit; the refused message stays pending", async () => {
    await using replay = await new Replay({ limits: { maxQueue: 0 } }).start();
    const { chat, prompt } = await replay.prompt("hi");
    const body = { parent_id: prompt, model_config_name: "_lorem" };
    expect(await replay.call("POST", `/chats/${String(chat)}/assistant_message`, body)).toEqual({
      status: 503,
      text: '{"detail":"The server is currently busy. Please try again later."}',
    });
    const { messages } = await replay.ask("GET", `/chats/${String(chat)}`);
    expect(messages).toMatchObject([{ state: "manual" }, { state: "pending", content: null }]);
  });

  it("gives up what waited too long, and then is silent on it", async () => {
    await using replay = await new Replay({ faults: { endlessPending: true } }).start();
    const ids = await replay.prepare("hi");
    const stream = await replay.events(ids);
    replay.clock.advance(60_001);
    replay.server.setFaults({});
    await stream.untilEnd();
    expect(brief(stream.text).at(-1)).toBe("error");
    expect(stream.text).toContain('"error": "Timeout"');
    const later = await replay.events(ids);
    replay.clock.advance(1000);
    await later.until((text) => brief(text).length === 1);
    expect(brief(later.text)).toEqual(["0/0"]);
    later.leave();
  });
});

describe("the events", () => {
  it("wait for their reader, but not for ever", async () => {
    await using replay = await new Replay().start();
    const answer = async (): Promise<Parameters<Replay["events"]>[0]> => {
      const ids = await replay.prepare("hi");
      const run = await replay.puppet.nextRun();
      run.say("a ", "b");
      run.end();
      await replay.settled(ids);
      return ids;
    };
    const prompt = await answer();
    const stream = await replay.events(prompt);
    await stream.untilEnd();
    expect(brief(stream.text)).toEqual(["a ", "b", "message"]);
    const missed = await answer();
    replay.clock.advance(60_000);
    expect((await replay.events(missed)).text).toMatch(/^HTTP\/1.1 204/);
  });

  it("are shared out among readers", async () => {
    await using replay = await new Replay().start();
    const ids = await replay.prepare("hi");
    const run = await replay.puppet.nextRun();
    const [left, right] = [await replay.events(ids), await replay.events(ids)];
    run.say("1", "2", "3", "4");
    await left.until((text) => brief(text).length === 2);
    await right.until((text) => brief(text).length === 2);
    expect([brief(left.text), brief(right.text)]).toEqual([
      ["1", "3"],
      ["2", "4"],
    ]);
    left.leave();
    right.leave();
  });

  it("go on without their reader, unless told to stop", async () => {
    for (const cancelOnDisconnect of [false, true]) {
      await using replay = await new Replay({ cancelOnDisconnect }).start();
      const ids = await replay.prepare("hi");
      const run = await replay.puppet.nextRun();
      const stream = await replay.events(ids);
      await replay.leave(stream);
      expect(run.signal.aborted).toBe(cancelOnDisconnect);
      run.say("on");
      run.end();
      await replay.settled(ids);
      const path = `/chats/${String(ids.chat)}/messages/${String(ids.answer)}`;
      const state = cancelOnDisconnect ? "aborted_by_worker" : "complete";
      expect((await replay.ask("GET", path))["state"]).toBe(state);
    }
  });

  it("of a deleted chat go on, and then hang without an end", async () => {
    await using replay = await new Replay().start();
    const ids = await replay.prepare("hi");
    const run = await replay.puppet.nextRun();
    const stream = await replay.events(ids);
    run.say("a");
    await stream.until((text) => brief(text).length === 1);
    expect((await replay.call("DELETE", `/chats/${String(ids.chat)}`)).status).toBe(200);
    run.say("b");
    run.end();
    await stream.until((text) => brief(text).length === 2);
    replay.clock.advance(15_000);
    await stream.until((text) => text.includes(": ping - "));
    expect(brief(stream.text)).toEqual(["a", "b"]);
    expect(stream.ended).toBe(false);
    stream.leave();
  });
});
