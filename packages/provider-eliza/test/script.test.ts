import { describe, expect, it } from "vitest";

import { compileTopics, scriptIndex } from "../src/engine/script-index.ts";
import { AFTERCARE_POOL, CRISIS_POOL } from "../src/script/crisis.ts";
import { IDENTITY } from "../src/script/identity.ts";
import {
  EMPTY,
  FOREIGN_LANGUAGE,
  LONG,
  NONE,
  RECALL,
  REPEATED,
  SIGNS,
} from "../src/script/pools.ts";
import { TOPICS } from "../src/script/topics.ts";

const rules = TOPICS.flatMap((topic) => topic.rules.map((rule) => ({ topic: topic.id, ...rule })));
const pools = [
  CRISIS_POOL,
  AFTERCARE_POOL,
  NONE,
  RECALL,
  REPEATED,
  EMPTY,
  SIGNS,
  FOREIGN_LANGUAGE,
  LONG,
];
const replies = [
  ...rules.flatMap((rule) => ("say" in rule ? rule.say : [])),
  ...pools.flatMap(({ say }) => say),
];

describe("the script", () => {
  it("has at least 60 rules that answer, each with more than one reply", () => {
    const answering = rules.filter((rule) => "say" in rule);
    expect(answering.length).toBeGreaterThanOrEqual(60);
    expect(answering.filter(({ say }) => say.length < 2)).toEqual([]);
  });

  it("has pools that outlast the turns without repetition", () => {
    expect(pools.filter(({ say }) => new Set(say).size < 6)).toEqual([]);
  });

  it("uses captures that the pattern has", () => {
    const missing = rules.filter((rule) => {
      if (!("say" in rule)) return false;
      const captures = rule.when.split(" ").filter((part) => part === "*" || part.startsWith("@"));
      const used = [...rule.say.join(" ").matchAll(/\$(\d)/gu)].map(([, digit]) => Number(digit));
      return Math.max(0, ...used) > captures.length;
    });
    expect(missing).toEqual([]);
  });

  it("says what the program is in every answer about itself", () => {
    const who = IDENTITY.filter(({ id }) => id === "who" || id === "who-again").flatMap((topic) =>
      topic.rules.flatMap((rule) => ("say" in rule ? rule.say : [])),
    );
    expect(who.length).toBeGreaterThanOrEqual(12);
    for (const text of who) {
      for (const fact of [
        /program/u,
        /g4f/u,
        /no model/iu,
        /no network/iu,
        /g4f ask --provider/u,
      ]) {
        expect(text).toMatch(fact);
      }
    }
  });

  it("consists of plain sentences", () => {
    for (const text of replies) {
      expect(text).toMatch(/^[\p{Lu}$]/u);
      expect(text).toMatch(/[.?]$/u);
      expect(text).not.toMatch(/!|\s{2}|[^\p{ASCII}]|how does that make you feel/iu);
    }
  });

  it("asks for every key word that it lists", () => {
    const { byWord, byId } = scriptIndex();
    for (const { id, words } of TOPICS) {
      for (const word of words.split(" ")) expect(byWord.get(word)).toContain(byId.get(id));
    }
  });

  it("is refused where a goto leads nowhere or an id is taken", () => {
    const topic = { id: "a", rank: 1, words: "a", rules: [{ when: "^", goto: "b" }] };
    expect(() => compileTopics([topic])).toThrow(/goes to b/u);
    expect(() =>
      compileTopics([
        { ...topic, rules: [] },
        { ...topic, rules: [] },
      ]),
    ).toThrow(/two topics/u);
  });
});
