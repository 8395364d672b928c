import { describe, expect, it } from "vitest";

import { person } from "./support/people.ts";
import { Replay, type Ids } from "./support/replay.ts";

async function stateOf(replay: Replay, { chat, answer }: Ids, as = {}): Promise<unknown> {
  const path = `/chats/${String(chat)}/messages/${String(answer)}`;
  return (await replay.ask("GET", path, undefined, as))["state"];
}

async function draft(replay: Replay, { chat, prompt }: Ids): Promise<Ids> {
  const { id } = await replay.ask("POST", `/chats/${String(chat)}/assistant_message`, {
    parent_id: prompt,
    model_config_name: "_lorem",
  });
  return { chat, prompt, answer: String(id) };
}

describe("an assistant message", () => {
  it("cancels the user's other pending ones, in any chat, but no drafts of the same prompt", async () => {
    await using replay = await new Replay({ faults: { endlessPending: true } }).start();
    const other = person(replay, "other");
    const others = await replay.prepare("theirs", {}, other);
    const first = await replay.prepare("one");
    const second = await replay.prepare("two");
    expect(await stateOf(replay, first)).toBe("cancelled");
    const twin = await draft(replay, second);
    expect(await stateOf(replay, second)).toBe("pending");
    expect(await stateOf(replay, twin)).toBe("pending");
    expect(await stateOf(replay, others, other)).toBe("pending");
    replay.server.setFaults({});
    for (let count = 0; count < 3; count += 1) (await replay.puppet.nextRun()).end();
    await replay.settled(second);
    expect(replay.puppet.unclaimed).toBe(0);
    expect(await stateOf(replay, first)).toBe("cancelled");
  });

  it("cancels nothing that is being answered", async () => {
    await using replay = await new Replay().start();
    const first = await replay.prepare("one");
    await replay.prepare("two");
    expect(await stateOf(replay, first)).toBe("in_progress");
  });

  it("goes to the chat of its parent, whatever the path says", async () => {
    await using replay = await new Replay().start();
    const { chat, prompt } = await replay.prompt("hi");
    const made = await draft(replay, { chat: "nope", prompt });
    expect(await stateOf(replay, { chat, answer: made.answer })).toBe("in_progress");
  });
});

describe("a prompter message", () => {
  it("may only follow a complete answer, in a chat that exists", async () => {
    await using replay = await new Replay().start();
    const ids = await replay.prepare("hi");
    const path = `/chats/${String(ids.chat)}/prompter_message`;
    const body = { content: "more", parent_id: ids.answer };
    expect(await replay.call("POST", path, body)).toEqual({
      status: 400,
      text: '{"detail":"Parent message is not complete"}',
    });
    const run = await replay.puppet.nextRun();
    run.say("yes");
    run.end();
    await replay.settled(ids);
    expect((await replay.call("POST", path, body)).status).toBe(200);
    expect(await replay.call("POST", "/chats/nope/prompter_message", body)).toEqual({
      status: 500,
      text: "",
    });
  });
});

describe("the list of chats", () => {
  it("goes from page to page and back", async () => {
    await using replay = await new Replay().start();
    for (const text of ["a", "b", "c", "d"]) await replay.prompt(text);
    const page = async (query: string): Promise<{ titles: string; next: string; prev: string }> => {
      const { chats, next, prev } = await replay.ask("GET", `/chats?limit=2${query}`);
      const titles = (chats as { title: string }[]).map(({ title }) => title).join("");
      return { titles, next: String(next), prev: String(prev) };
    };
    const first = await page("");
    expect(first).toMatchObject({ titles: "dc", prev: "null" });
    const second = await page(`&after=${first.next}`);
    expect(second.titles).toBe("ba");
    expect(await page(`&before=${second.prev}`)).toMatchObject({ titles: "dc" });
    expect(await page(`&after=${second.next}`)).toEqual({ titles: "", next: "null", prev: "null" });
  });
});
