import { expect, test } from "vitest";

import { readPrompt } from "../../src/ask/read-prompt.ts";
import { testTerminal } from "../g4f.ts";
import { temporaryFile } from "../temporary.ts";

test("context stands before the words, and before the file", async () => {
  using file = temporaryFile("prompt.txt", "  from the file\n");
  const terminal = (): ReturnType<typeof testTerminal> => testTerminal({ input: "\ncontext\n" });
  expect(await readPrompt(["in", "words"], undefined, terminal())).toBe("context\n\nin words");
  expect(await readPrompt([], file.path, terminal())).toBe("context\n\nfrom the file");
  expect(await readPrompt([], undefined, terminal())).toBe("context");
});

test("a terminal is not read: somebody sits there", async () => {
  const terminal = testTerminal({ input: "typed" });
  Object.assign(terminal.stdin, { isTTY: true });
  expect(await readPrompt(["words"], undefined, terminal)).toBe("words");
});
