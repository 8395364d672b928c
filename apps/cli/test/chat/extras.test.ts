import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Upstream } from "@g4f/conformance/testing";
import { afterEach, beforeEach, expect, test } from "vitest";

import { g4f } from "../g4f.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";
import { calls, says, upstream } from "../upstreams.ts";
import { startTyping } from "./typist.ts";

const TOOLS = `
export const weather = {
  parameters: { type: "object", properties: { city: { type: "string" } } },
  execute: ({ city }: { city: string }) => city + ": 20 degrees",
};
`;
const SCHEMA =
  '{ "type": "object", "properties": { "n": { "type": "number" } }, "required": ["n"] }';

let server: Upstream;
let home: Temporary;
let env: Readonly<Record<string, string>>;
beforeEach(async () => {
  server = await upstream("ollama");
  home = temporaryFolder({ "tools.ts": TOOLS, "form.json": SCHEMA, "notes.md": "# Notes\n" });
  env = { HOME: home.path, OLLAMA_BASE_URL: server.baseUrl };
});
afterEach(async () => {
  home[Symbol.dispose]();
  await server.close();
});

const CHAT = ["chat", "-p", "ollama", "-m", "small"];
const at = (name: string): string => join(home.path, name);

/** The messages of the last call, without what differs from run to run. */
function lastMessages(): readonly object[] {
  const body = JSON.parse(server.calls.at(-1)?.request.body ?? "") as {
    readonly messages: readonly object[];
  };
  return body.messages;
}

function records(): readonly Record<string, unknown>[] {
  const folder = at(".local/share/g4f/chats");
  const [file = ""] = readdirSync(folder);
  const lines = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

const WEATHER = calls("weather", { city: "Paris" });
/** What the model is told of one question with one call. */
const RUN = [
  { role: "user", content: "How is it?" },
  { role: "assistant", content: "Let me see.", tool_calls: [{ function: { name: "weather" } }] },
  { role: "tool", content: "Paris: 20 degrees" },
];

test("tools: somebody is asked; calls and what they gave stay in the history, and in the chat", async () => {
  server.play(WEATHER, says("20 degrees."), says("Yes."));
  const typist = startTyping([...CHAT, "--tools", at("tools.ts")], env);
  await typist.prompt();
  const asked = await typist.say("How is it?");
  expect(asked).toContain('g4f: call weather {"city":"Paris"}? [y/N]');
  const answered = await typist.say("y");
  expect(answered).toContain("g4f: tool weather: Paris: 20 degrees");
  expect(answered).toContain("20 degrees.");
  expect(lastMessages()).toMatchObject(RUN);
  await typist.say("Sure?");
  typist.type("/exit\r");
  expect(await typist.status).toBe(0);
  const history = [...RUN, { content: "20 degrees." }, { content: "Sure?" }];
  expect(lastMessages()).toMatchObject(history);
  server.play(says("Still."));
  await g4f(["chat", "-c"], { env, input: "Still?\n" });
  expect(lastMessages()).toMatchObject([...history, { content: "Yes." }, { content: "Still?" }]);
});

test("tools: Ctrl-C at the question ends the answer, and the chat goes on", async () => {
  server.play(WEATHER, says("Hello again."));
  const typist = startTyping([...CHAT, "--tools", at("tools.ts")], env);
  await typist.prompt();
  await typist.say("How is it?");
  typist.type("\u0003");
  await typist.until("stopped");
  await typist.prompt();
  expect(await typist.say("Hello")).toContain("Hello again.");
  typist.type("/exit\r");
  expect(await typist.status).toBe(0);
});

test("tools: through a pipe only with --yes; the last step leaves no open call behind", async () => {
  server.play(WEATHER);
  const args = [...CHAT, "--tools", at("tools.ts")];
  expect(await g4f(args, { env, input: "How is it?\n" })).toMatchObject({ status: 2, out: "" });
  const limited = [...args, "--yes", "--max-steps", "1"];
  expect((await g4f(limited, { env, input: "How is it?\n" })).status).toBe(23);
  expect(records().at(-1)).toMatchObject({
    partial: true,
    message: { role: "assistant", content: "Let me see." },
  });
  expect(JSON.stringify(records().at(-1))).not.toContain("toolCalls");
});

test("files go with the first question, and with the history of later ones", async () => {
  writeFileSync(at("cat.png"), new Uint8Array([1, 2, 3]));
  server.play(says("A cat."));
  const args = [...CHAT, "--file", at("cat.png"), "--file", at("notes.md")];
  await g4f(args, { env, input: "What is it?\nSure?\n" });
  const first = {
    role: "user",
    content: '<file name="notes.md">\n# Notes\n</file>\n\nWhat is it?',
    images: ["AQID"],
  };
  const history = [first, { role: "assistant" }, { role: "user", content: "Sure?" }];
  expect(lastMessages()).toMatchObject(history);
  expect(lastMessages()[2]).not.toHaveProperty("images");
  await g4f(["chat", "-c"], { env, input: "Still?\n" });
  expect(lastMessages().slice(0, 3)).toMatchObject(history);
  expect((await g4f(["chats", "list"], { env })).out).toContain("What is it?");
});

test("--schema: each answer is checked, and kept", async () => {
  server.play(says('{"n": 1}'), says("two"));
  const outcome = await g4f([...CHAT, "--schema", at("form.json")], { env, input: "1?\n2?\n" });
  expect(outcome).toMatchObject({
    status: 22,
    out: '{"n":1}\ntwo\n',
    err: "g4f: the answer does not fit the schema: it is asked for once more\ng4f: protocol: the answer does not fit the schema: it is no JSON\n",
  });
  expect(JSON.parse(server.calls[0]?.request.body ?? "")).toHaveProperty("format");
  expect(records().at(-1)).toMatchObject({ type: "answer", message: { content: "two" } });
});
