import { describe, expect, it } from "vitest";

import { Mailbox } from "../../src/work/mailbox.ts";

function token(text: string): { event_type: "token"; text: string } {
  return { event_type: "token", text };
}

describe("Mailbox", () => {
  it("gives events in order to whoever asked first", async () => {
    const mailbox = new Mailbox();
    mailbox.push(token("1"), 0);
    const turns = [mailbox.take(), mailbox.take(), mailbox.take()];
    expect(mailbox.hasReaders).toBe(true);
    mailbox.push(token("2"), 0);
    mailbox.push(token("3"), 0);
    const texts = await Promise.all(turns.map(({ event }) => event));
    expect(texts).toEqual([token("1"), token("2"), token("3")]);
    expect([mailbox.hasReaders, mailbox.drained]).toEqual([false, true]);
  });

  it("takes back what a reader that left was given", async () => {
    const mailbox = new Mailbox();
    const left = mailbox.take();
    mailbox.push(token("1"), 0);
    mailbox.push(token("2"), 0);
    left.cancel();
    expect(await mailbox.take().event).toEqual(token("1"));
    const waiting = mailbox.take();
    expect(await waiting.event).toEqual(token("2"));
    const idle = mailbox.take();
    idle.cancel();
    expect(mailbox.hasReaders).toBe(false);
    mailbox.push(token("3"), 0);
    expect(mailbox.drained).toBe(false);
  });

  it("drops what nobody read in time", () => {
    const mailbox = new Mailbox();
    mailbox.push(token("1"), 1000);
    mailbox.expire(60_999, 60_000);
    expect(mailbox.drained).toBe(false);
    mailbox.expire(61_000, 60_000);
    expect(mailbox.drained).toBe(true);
  });
});
