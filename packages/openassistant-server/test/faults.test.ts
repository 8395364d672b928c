import { ProviderError } from "@g4f/core";
import { describe, expect, it } from "vitest";

import type { Faults } from "../src/index.ts";
import { brief, eventsOf } from "./support/events.ts";
import { Puppet } from "./support/puppet.ts";
import { Replay } from "./support/replay.ts";

/** What a stream brings whose responder says two words. */
async function streamed(faults: Faults): Promise<string> {
  await using replay = await new Replay({ faults }).start();
  const ids = await replay.prepare("hi");
  const stream = await replay.events(ids);
  const run = faults.timeout === true ? undefined : await replay.puppet.nextRun();
  run?.say("a ", "b");
  run?.end();
  return await stream.untilEnd();
}

async function posted(
  faults: Faults,
  path: "prompter_message" | "assistant_message",
): Promise<{ readonly status: number; readonly text: string }> {
  await using replay = await new Replay().start();
  const { prompt, chat } = await replay.prompt("hi");
  replay.server.setFaults(faults);
  const body = { content: "x", parent_id: prompt, model_config_name: "_lorem" };
  return await replay.call("POST", `/chats/${String(chat)}/${path}`, body);
}

describe("the faults", () => {
  it("are none by default", async () => {
    expect(brief(await streamed({}))).toEqual(["a ", "b", "message"]);
  });

  it("end a stream with an error", async () => {
    const cases: readonly [Faults, readonly string[], string, string][] = [
      [{ timeout: true }, ["error"], "Timeout", "timeout"],
      [
        { abortedByWorker: true },
        ["a ", "error"],
        "Aborted due to worker error.",
        "aborted_by_worker",
      ],
      [{ workerError: "boom" }, ["a ", "error"], "boom", "aborted_by_worker"],
    ];
    for (const [faults, events, error, state] of cases) {
      const text = await streamed(faults);
      expect(brief(text)).toEqual(events);
      expect(eventsOf(text).at(-1)).toMatchObject({ error, message: { state, content: null } });
    }
  });

  it("end a stream without a last event", async () => {
    const text = await streamed({ noFinalEvent: true });
    expect(brief(text)).toEqual(["a ", "b"]);
    expect(text).toMatch(/\r\n0\r\n\r\n$/);
  });

  it("ping as old servers did", async () => {
    await using replay = await new Replay({ faults: { legacyPing: true } }).start();
    const stream = await replay.events(await replay.prepare("hi"));
    replay.clock.advance(15_000);
    await stream.until((text) => text.includes("ping"));
    expect(stream.text).toContain(
      "\r\n31\r\nevent: ping\r\ndata: 2026-11-20 10:02:45.553000\r\n\r\n\r\n",
    );
    stream.leave();
  });

  it("refuse messages", async () => {
    expect(await posted({ queueFull: true }, "assistant_message")).toEqual({
      status: 503,
      text: '{"detail":"The server is currently busy. Please try again later."}',
    });
    expect(await posted({ rateLimitAs500: true }, "assistant_message")).toEqual({
      status: 500,
      text: "Internal Server Error",
    });
    expect(await posted({ tooLong: true }, "prompter_message")).toEqual({
      status: 413,
      text: '{"detail":"Message content exceeds max length"}',
    });
  });

  it("refuse everybody", async () => {
    await using replay = await new Replay({ faults: { forbidden: true } }).start();
    expect(await replay.call("POST", "/api/chat")).toEqual({ status: 403, text: "" });
    expect((await replay.call("GET", "/chats")).status).toBe(403);
    replay.server.setFaults({});
    expect((await replay.call("POST", "/api/chat")).status).toBe(200);
  });

  it("reach the website with its own words", async () => {
    await using replay = await new Replay().start();
    const { prompt, chat } = await replay.prompt("hi");
    const body = { chat_id: chat, parent_id: prompt, model_config_name: "_lorem" };
    const post = (faults: Faults): Promise<{ status: number; text: string }> => {
      replay.server.setFaults(faults);
      return replay.call("POST", "/api/chat/assistant_message", body);
    };
    expect(await post({ queueFull: true })).toEqual({
      status: 503,
      text: '{"message":"The server is currently busy. Please try again later."}',
    });
    const wrong = { status: 500, text: '{"message":"Something went wrong"}' };
    expect(await post({ rateLimitAs500: true })).toEqual(wrong);
    expect(await post({ serverDown: true })).toEqual(wrong);
  });
});

describe("a responder that fails", () => {
  it("becomes an error event, in its own words", async () => {
    await using replay = await new Replay().start();
    const ids = await replay.prepare("hi");
    const stream = await replay.events(ids);
    (await replay.puppet.nextRun()).fail(new ProviderError("rate_limit", "slow down"));
    const last = eventsOf(await stream.untilEnd()).at(-1);
    expect(last).toMatchObject({ error: "slow down", message: { state: "aborted_by_worker" } });
  });

  it("keeps to itself what is no error of ours", async () => {
    const responder = new Puppet();
    responder.createAsyncGenerator = () => {
      throw new Error("key sk-123 refused");
    };
    await using replay = await new Replay({ responder }).start();
    const stream = await replay.events(await replay.prepare("hi"));
    const last = eventsOf(await stream.untilEnd()).at(-1);
    expect(last).toMatchObject({ error: "Aborted due to worker error." });
  });
});
