import { describe, expect, it } from "vitest";

import { reply } from "../src/index.ts";
import { DIALOGUES } from "./dialogues.ts";
import { user } from "./messages.ts";

describe("dialogues", () => {
  it("there are at least 40", () => {
    expect(DIALOGUES.length).toBeGreaterThanOrEqual(40);
  });

  it.each(DIALOGUES)("$proves", ({ turns }) => {
    for (const [index, [said, answer]] of turns.entries()) {
      const given = reply(user(...turns.slice(0, index + 1).map(([text]) => text)));
      if (typeof answer === "string") expect(given, said).toBe(answer);
      else expect(given, said).toMatch(answer);
    }
  });
});
