import { describe, expect, it } from "vitest";

import { runNode } from "./run-node.ts";
import { read, rows, section } from "./tables.ts";

const MAIN = "apps/cli/src/main.ts";
const document = read("apps/cli/README.md");

async function flagsOf(command: string): Promise<readonly string[]> {
  const { stdout } = await runNode([MAIN, command, "--help"]);
  return [...stdout.matchAll(/^  (-.+?)(?:  |$)/gm)].map(([, flag = ""]) => flag.trim());
}

describe("apps/cli/README.md", () => {
  it("has what only g4f chat has of options", { timeout: 70_000 }, async () => {
    const [ask, chat] = await Promise.all(["ask", "chat"].map(flagsOf));
    const told = rows(section(document, "`g4f chat`")).map(([flag]) => flag);
    const own = (chat ?? []).filter((flag) => flag === "--raw" || !ask?.includes(flag));
    expect(new Set(told)).toEqual(new Set(own));
  });

  it("has the commands of a chat, in their order", { timeout: 70_000 }, async () => {
    const program =
      'import { completeCommand } from "./apps/cli/src/chat/commands.ts"; console.log(completeCommand("/").join(" "));';
    const { stdout } = await runNode(["--input-type=module", "--eval", program]);
    const [, inChat = ""] = section(document, "`g4f chat`").split(/^(?=\| in a chat)/m);
    const told = rows(inChat).map(([usage = ""]) => usage.split(" ")[0]);
    expect(told.join(" ")).toBe(stdout.trim());
  });

  it("has the commands of g4f chats", { timeout: 70_000 }, async () => {
    const { stdout } = await runNode([MAIN, "chats", "--help"]);
    const commands = [...stdout.matchAll(/^  (list|show|delete|\w+)\b.*  \S/gm)].map(
      ([, name]) => name,
    );
    const told = rows(section(document, "`g4f chats`")).map(([usage = ""]) => usage.split(" ")[1]);
    expect(told).toEqual(commands.filter((name) => name !== "help"));
  });
});

it("docs/chat.cast is a recording that a player can read", () => {
  const [header = "", ...events] = read("docs/chat.cast").trimEnd().split("\n");
  expect(JSON.parse(header)).toMatchObject({ version: 2, width: 80, height: 24 });
  const times = events.map((line) => {
    const [at, kind, text]: [number, string, string] = JSON.parse(line);
    expect([kind, typeof text]).toEqual(["o", "string"]);
    return at;
  });
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
