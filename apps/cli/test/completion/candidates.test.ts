import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { g4f } from "../g4f.ts";
import { temporaryFolder } from "../temporary.ts";

/** The values offered for the last of `words`. */
async function complete(words: readonly string[], env = {}): Promise<string[]> {
  const { status, out, err } = await g4f(["__complete", "--", ...words], { env });
  expect({ status, err }).toEqual({ status: 0, err: "" });
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t")[0] ?? "");
}

describe("what may stand there", () => {
  const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["commands", ["as"], ["ask"]],
    ["commands within a command", ["openassistant", ""], ["serve"]],
    ["the hidden command is none", ["__"], []],
    ["flags of the command, and of all", ["ask", "--o"], ["--option", "--offline"]],
    ["commands behind a flag of all", ["--offline", "as"], ["ask"]],
    ["providers", ["ask", "--provider", "opena"], ["openai", "openairesponses", "openassistant"]],
    ["a value in the word of its flag", ["ask", "--provider=el"], ["--provider=eliza"]],
    ["models", ["ask", "-m", "eliza"], ["eliza:eliza"]],
    ["the value of a flag is no command", ["--config", "ask", "hel"], ["help"]],
    ["nothing where a file is wanted", ["ask", "--prompt-file", ""], []],
    ["nothing where a text is wanted", ["ask", "-s", ""], []],
    ["arguments with known values", ["completion", "z"], ["zsh"]],
    ["providers as an argument", ["models", "el"], ["eliza"]],
    ["commands of keys", ["auth", ""], ["set", "list", "remove"]],
    ["providers whose keys they are", ["auth", "set", "groq"], ["groq"]],
    ["commands of cookies", ["cookies", ""], ["import", "list", "export", "clear"]],
    ["formats", ["cookies", "export", "--format", "n"], ["netscape"]],
    ["topics", ["help", "ex"], ["exit-codes"]],
    ["a flag where a value may be left out", ["chat", "--continue", "--ra"], ["--raw"]],
    ["no word at all", [], ["ask"]],
  ];
  test.each(rows)("%s", async (_, words, wanted) => {
    const found = await complete(words);
    if (words.length === 0) expect(found).toEqual(expect.arrayContaining([...wanted]));
    else expect(found).toEqual(wanted);
  });

  test("aliases, prompts and routes of the configuration", async () => {
    using home = temporaryFolder({
      "g4f/config.yaml":
        "aliases: { fast: 'eliza:eliza' }\nprompts: { brief: Be brief. }\nroutes: { main: { use: [eliza] } }\n",
    });
    const env = { XDG_CONFIG_HOME: home.path };
    expect(await complete(["ask", "-m", "fa"], env)).toEqual(["fast"]);
    expect(await complete(["ask", "--system", "@"], env)).toEqual(["@brief"]);
    expect(await complete(["chat", "--route", ""], env)).toEqual(["main"]);
  });

  test("chats that were kept", async () => {
    using home = temporaryFolder({ "g4f/chats/2026-11-21-abcdef.jsonl": "" });
    const env = { XDG_DATA_HOME: home.path };
    expect(await complete(["chats", "show", "2026"], env)).toEqual(["2026-11-21-abcdef"]);
    expect(await complete(["chat", "--continue", ""], env)).toEqual(["2026-11-21-abcdef"]);
    expect(await complete(["chats", "list", ""], env)).toEqual([]);
  });

  test("accounts of keys, and sites of cookies, that were kept", async () => {
    using home = temporaryFolder({ "cookies.txt": "a=1" });
    const env = { XDG_CONFIG_HOME: home.path };
    await g4f(["auth", "set", "groq", "--account", "work"], { env, input: "sk-1" });
    const file = join(home.path, "cookies.txt");
    await g4f(["cookies", "import", file, "--domain", "acme.test"], { env });
    expect(await complete(["ask", "--account", ""], env)).toEqual(["work"]);
    expect(await complete(["cookies", "list", ""], env)).toEqual(["acme.test"]);
    expect(await complete(["cookies", "clear", "b"], env)).toEqual([]);
    expect(await complete(["cookies", "export", "--domain", ""], env)).toEqual(["acme.test"]);
  });

  test("a broken configuration keeps quiet", async () => {
    using home = temporaryFolder({ "g4f/config.yaml": "timeout: [" });
    expect(await complete(["as"], { XDG_CONFIG_HOME: home.path })).toEqual(["ask"]);
  });
});

test("each shell gets its script, and no other name is one", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { status, out } = await g4f(["completion", shell]);
    expect(status).toBe(0);
    expect(out).toContain("g4f __complete --");
  }
  expect(await g4f(["completion", "tcsh"])).toMatchObject({
    status: 2,
    out: "",
    err: expect.stringContaining("Allowed choices are bash, zsh, fish"),
  });
});
