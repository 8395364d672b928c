import { describe, expect, it } from "vitest";

import { reply } from "../src/reply.ts";
import { LIMITS } from "./dialogues/limits.ts";
import { TALK } from "./dialogues/talk.ts";
import { user } from "./messages.ts";

const DIALOGUES = [...TALK, ...LIMITS];

describe("dialogues", () => {
  it("there are at least 40", () => {
    expect(DIALOGUES.length).toBeGreaterThanOrEqual(40);
  });

  it.each(DIALOGUES)("$proves", ({ turns }) => {
    const said = turns.map(([text]) => text);
    for (const [index, [, answer]] of turns.entries()) {
      const given = reply(user(...said.slice(0, index + 1)));
      expect(given).toEqual(typeof answer === "string" ? answer : expect.stringMatching(answer));
    }
  });
});
