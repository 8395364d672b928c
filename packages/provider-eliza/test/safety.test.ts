import { describe, expect, it } from "vitest";

import { reply } from "../src/reply.ts";
import { CRISIS_POOL } from "../src/script/crisis.ts";
import { user } from "./messages.ts";
import { CRISIS, HARMLESS } from "./phrases.ts";

const LONG = "Some more words about the day and the tests that I wrote. ".repeat(900);

describe("a mention of self-harm", () => {
  it("is tested in at least 25 wordings, and 15 harmless ones", () => {
    expect(CRISIS.length).toBeGreaterThanOrEqual(25);
    expect(HARMLESS.length).toBeGreaterThanOrEqual(15);
  });

  it.each(CRISIS)("is answered with human help: %s", (text) => {
    expect(CRISIS_POOL.say).toContain(reply(user(text)));
  });

  it.each(HARMLESS)("is not seen where there is none: %s", (text) => {
    expect(CRISIS_POOL.say).not.toContain(reply(user(text)));
  });

  it.each(["at the beginning", "in the middle", "at the end"])(
    "is seen in a long text %s",
    (place) => {
      const [before, after] = { "at the beginning": ["", LONG], "at the end": [LONG, ""] }[
        place
      ] ?? [LONG, LONG];
      expect(CRISIS_POOL.say).toContain(reply(user(`${before} I want to kill myself. ${after}`)));
    },
  );

  it("wins over the identity, a greeting, thanks, code and another language", () => {
    const before =
      "Hello, who are you? Thanks. Write code. Ich bin heute sehr müde und nicht froh.";
    expect(CRISIS_POOL.say).toContain(reply(user(`${before} I want to kill myself`)));
  });

  it("is answered plainly and completely in every wording", () => {
    for (const text of CRISIS_POOL.say) {
      expect(text).toMatch(/program/u);
      expect(text).toMatch(/cannot help/u);
      expect(text).toMatch(/local emergency number/u);
      expect(text).toMatch(/findahelpline\.com/u);
      expect(text).toMatch(/988 in the US and Canada/u);
      expect(text).toMatch(/116 123 in the UK and Ireland/u);
      expect(text).not.toMatch(/!/u);
    }
  });

  it("is answered in other words each time, and each time with help", () => {
    const said = Array.from({ length: 12 }, () => "I want to die");
    const answers = said.map((_, index) => reply(user(...said.slice(0, index + 1))));
    for (const answer of answers) expect(CRISIS_POOL.say).toContain(answer);
    expect(new Set(answers.slice(0, 6)).size).toBe(6);
  });

  it("is followed by no small talk for two turns, and then by small talk again", () => {
    const turns = ["I want to die", "my dog is nice", "blorp", "my cat is old"];
    const answers = turns.map((_, index) => reply(user(...turns.slice(0, index + 1))));
    expect(answers[1]).toMatch(/helpline|emergency|person|someone/u);
    expect(answers[2]).toMatch(/helpline|emergency|person|someone/u);
    expect(answers[3]).toMatch(/cat|animals|patiently/u);
  });
});
