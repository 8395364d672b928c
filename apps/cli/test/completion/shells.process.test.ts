import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterAll, describe, expect, test } from "vitest";

import { SCRIPTS } from "../../src/completion/scripts.ts";
import { temporaryFolder } from "../temporary.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const CACHE = fileURLToPath(new URL("../../../../node_modules/.cache/cli-test", import.meta.url));
const run = promisify(execFile);

/** A PATH on which `g4f` is this checkout's, and the scripts in files. */
const folder = temporaryFolder({
  "bin/g4f": `#!/bin/sh\nexec "${process.execPath}" --conditions=@g4f/source "${MAIN}" "$@"\n`,
  "g4f.bash": SCRIPTS.bash,
  _g4f: SCRIPTS.zsh,
  "g4f.fish": SCRIPTS.fish,
  "files/notes.txt": "",
});
chmodSync(join(folder.path, "bin/g4f"), 0o700);
mkdirSync(join(folder.path, "home"));
afterAll(() => folder[Symbol.dispose]());

/** What a script of the shell prints, line by line. */
async function shell(name: string, args: readonly string[], script: string): Promise<string[]> {
  const { stdout } = await run(name, [...args, "-c", script], {
    cwd: join(folder.path, "files"),
    env: {
      PATH: [join(folder.path, "bin"), process.env["PATH"]].join(delimiter),
      HOME: join(folder.path, "home"),
      // Every word starts the command anew: without it, most of the time goes into stripping types.
      NODE_COMPILE_CACHE: CACHE,
    },
  });
  return stdout.split("\n").filter((line) => line !== "");
}

const has = (name: string): boolean => spawnSync(name, ["-c", "exit 0"]).status === 0;

describe.skipIf(!has("bash"))("bash", () => {
  const complete = (line: string): Promise<string[]> =>
    shell(
      "bash",
      ["--norc"],
      `source ../g4f.bash; COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; _g4f; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );

  test.each([
    ["a flag", "g4f ask --prov", ["--provider"]],
    ["a model, whose name the shell takes for two words", "g4f ask -m eliza:e", ["eliza"]],
  ])("completes %s", async (_, line, wanted) => {
    expect(await complete(line)).toEqual(wanted);
  });
});

describe.skipIf(!has("zsh"))("zsh", () => {
  // compinit finds the file by its first line; the completion system itself needs a line editor, so
  // what our function hands to it is printed.
  const complete = (words: readonly string[]): Promise<string[]> =>
    shell(
      "zsh",
      ["-f"],
      `fpath=(\${PWD:h} $fpath); autoload -Uz compinit; compinit -u -D
       _describe() { print -rl -- "\${(@P)3:-\${(@P)4}}"; }
       _files() { print files; }
       words=(${words.map((word) => `'${word}'`).join(" ")}); CURRENT=${words.length}
       $_comps[g4f]`,
    );

  test.each([
    ["a command", ["g4f", "do"], /^doctor:Checks/],
    ["a model", ["g4f", "ask", "-m", "eliza:"], /^eliza\\:eliza:$/],
  ])("completes %s", async (_, words, wanted) => {
    const lines = await complete(words);
    expect(lines).toEqual([expect.stringMatching(wanted)]);
  });

  test("leaves files to the shell", async () => {
    expect(await complete(["g4f", "ask", "--prompt-file", ""])).toEqual(["files"]);
  });
});

describe.skipIf(!has("fish"))("fish", () => {
  const complete = (line: string): Promise<string[]> =>
    shell("fish", ["--no-config"], `source ../g4f.fish; complete -C '${line}'`);

  test.each([
    [
      "a command",
      "g4f do",
      ["doctor\tChecks versions, configuration and every provider that is set up."],
    ],
    ["a model", "g4f ask -m eliza:", ["eliza:eliza"]],
    ["a file", "g4f ask --prompt-file no", ["notes.txt"]],
  ])("completes %s", async (_, line, wanted) => {
    expect(await complete(line)).toEqual(wanted);
  });
});
