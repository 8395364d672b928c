import { expect, test } from "vitest";

import { ShownAnswer } from "../../src/screen/shown-answer.ts";
import { askWith } from "../extras/ask-with.ts";
import { says } from "../upstreams.ts";

const SCREEN = { isTTY: true };

test("reasoning is dimmed and harmless, and a blank line keeps it from the answer", () => {
  const shown = new ShownAnswer(SCREEN, {}, { raw: false });
  expect(shown.reason("Hm\u001B[2J")).toBe(
    "\u001B[2m(reasoning) \u001B[22m\u001B[2mHm␛[2J\u001B[22m",
  );
  expect(shown.reason(", so")).toBe("\u001B[2m, so\u001B[22m");
  expect(shown.push("Yes.\n")).toBe("\n\nYes.\n");
  expect(shown.push("No.\n")).toBe("No.\n");
});

test("what was held back of the text stands before reasoning that follows it", () => {
  const shown = new ShownAnswer(SCREEN, {}, { raw: false });
  const before = shown.push("**Yes");
  const between = shown.reason("Or no");
  expect(`${before}${between}`).toMatch(/Yes.*\n\n.*Or no/s);
});

test("without colours its name tells it; through a pipe there is none", () => {
  const plain = new ShownAnswer(SCREEN, { NO_COLOR: "1" }, { raw: false });
  expect(plain.reason("Hm")).toBe("(reasoning) Hm");
  expect(new ShownAnswer({}, {}, { raw: false }).reason("Hm")).toBe("");
});

const THOUGHT = {
  script: [{ type: "reasoning", text: "Hm." }, ...says("Yes.").script],
} as const;

test("g4f ask shows it on a terminal, in --json, and not in the text of a pipe", async () => {
  expect((await askWith([], [THOUGHT])).out).toBe("Yes.\n");
  expect((await askWith(["--json"], [THOUGHT])).out).toContain('{"type":"reasoning","text":"Hm."}');
  const env = { NO_COLOR: "1" };
  for (const flag of ["--raw", "--no-stream"]) {
    const { out } = await askWith([flag], [THOUGHT], { columns: 80, env });
    expect(out).toBe("(reasoning) Hm.\n\nYes.\n");
  }
});
