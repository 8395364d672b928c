import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { g4f } from "../g4f.ts";
import { temporaryFolder } from "../temporary.ts";

describe("g4f keys", () => {
  test("creates, lists and revokes; the secret alone goes to stdout and is kept nowhere", async () => {
    using folder = temporaryFolder({
      "gateway.yaml": "providers: { eliza: {} }\nkeys: { file: keys.jsonl }\n",
    });
    const config = ["--config", join(folder.path, "gateway.yaml")];
    const rules = ["--models", "fast", "eliza:*", "--requests-per-minute", "60"];
    const limits = ["--budget", "10/month", "--token-budget", "1e6/month", "--expires", "30"];
    const made = await g4f([...config, "keys", "create", "--name", "team", ...rules, ...limits]);
    expect(made).toMatchObject({ status: 0, out: expect.stringMatching(/^g4f-[\w-]{43}\n$/) });
    const [, id = ""] = /(key_[0-9a-f]{32})/.exec(made.err) ?? [];
    expect(made.err).not.toContain(made.out.trim());
    expect(readFileSync(join(folder.path, "keys.jsonl"), "utf8")).not.toContain(made.out.trim());

    const listed = await g4f([...config, "keys", "list"]);
    expect(listed.out).toContain(`${id}  in force  team  {"models":["fast","eliza:*"]`);
    const [line = ""] = (await g4f([...config, "keys", "list", "--json"])).out.split("\n");
    expect(JSON.parse(line)).toMatchObject({
      id,
      requestsPerMinute: 60,
      budget: { amount: 10, tokens: 1_000_000, per: "month" },
    });
    expect(line).not.toContain("sha256");

    const revoked = await g4f([
      "keys",
      "revoke",
      "--file",
      join(folder.path, "keys.jsonl"),
      "team",
    ]);
    expect(revoked).toEqual({ status: 0, out: "", err: `g4f: ${id} (team) is revoked\n` });
    expect((await g4f([...config, "keys", "list"])).out).toContain(`${id}  revoked   team`);
  });

  test("says that a file has no keys: its name may be wrong", async () => {
    using folder = temporaryFolder({});
    const file = join(folder.path, "kyes.jsonl");
    const { status, out, err } = await g4f(["keys", "list", "--file", file]);
    expect([status, out, err]).toEqual([0, "", `g4f: ${file} has no keys\n`]);
  });

  const rows: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ["no file", ["list"], 2, /name the key file: --file <path>/],
    ["no name", ["create", "--file", "FILE"], 2, /--name/],
    [
      "a budget that is none",
      ["create", "--file", "FILE", "--name", "a", "--budget", "10/week"],
      2,
      /like 10\/month/,
    ],
    [
      "two periods",
      ["create", "--file", "FILE", "--name", "a", "--budget", "1/day", "--token-budget", "1/month"],
      2,
      /same period/,
    ],
    [
      "a key that nobody has",
      ["revoke", "--file", "FILE", "nobody"],
      2,
      /no key in force is named "nobody"/,
    ],
    ["a gateway without a key file", ["list", "--config", "CONFIG"], 4, /names no key file/],
    [
      "a gateway's file that is wrong",
      ["list", "--config", "BROKEN"],
      4,
      /broken\.yaml:1: unknown key "prvders"/,
    ],
    ["a folder", ["create", "--file", "FOLDER", "--name", "a"], 4, /it is a folder/],
  ];
  test.each(rows)("%s", async (_, args, status, words) => {
    using folder = temporaryFolder({
      "gateway.yaml": "providers: { eliza: {} }\n",
      "broken.yaml": "prvders: {}\n",
    });
    const paths: Readonly<Record<string, string>> = {
      FILE: "keys.jsonl",
      CONFIG: "gateway.yaml",
      BROKEN: "broken.yaml",
      FOLDER: ".",
    };
    const real = args.map((arg) =>
      paths[arg] === undefined ? arg : join(folder.path, paths[arg]),
    );
    const outcome = await g4f(["keys", ...real]);
    expect(outcome).toMatchObject({ status, out: "" });
    expect(outcome.err).toMatch(words);
  });
});
