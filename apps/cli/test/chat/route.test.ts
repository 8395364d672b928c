import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Upstream } from "@g4f/conformance/testing";
import { afterEach, beforeEach, expect, test } from "vitest";

import { applySettings } from "../../src/chat/settings.ts";
import { g4f } from "../g4f.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";
import { OVERLOADED, says, upstream } from "../upstreams.ts";
import { startTyping } from "./typist.ts";

let busy: Upstream;
let good: Upstream;
let home: Temporary;
let env: { readonly HOME: string };
beforeEach(async () => {
  busy = await upstream("openai", OVERLOADED);
  good = await upstream("ollama", says("Good evening"));
  home = temporaryFolder({
    ".config/g4f/config.yaml": `
providers:
  groq: { baseUrl: "${busy.baseUrl}", apiKey: sk-1 }
  ollama: { baseUrl: "${good.baseUrl}", model: gemma3 }
routes:
  main: { use: [groq, ollama] }
`,
  });
  env = { HOME: home.path };
});
afterEach(async () => {
  home[Symbol.dispose]();
  await busy.close();
  await good.close();
});

const CHAT = ["chat", "--route", "main"];

function records(): readonly Record<string, unknown>[] {
  const folder = join(home.path, ".local", "share", "g4f", "chats");
  const [file = ""] = readdirSync(folder);
  const lines = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

test("a route answers; who of it did is told and kept; /provider and /model leave it", async () => {
  const typist = startTyping(CHAT, env);
  expect(await typist.prompt()).toContain("route main answers. /help");
  expect(await typist.say("Hello")).toMatch(/Good evening\r?\n.*g4f: Ollama, gemma3 answered/s);
  expect(await typist.say("/model")).toContain("route main answers; models: ");
  expect(await typist.say("/provider eliza")).toContain("Eliza, eliza answers");
  expect(await typist.say("Hello")).not.toContain(" answered");
  expect(await typist.say("/model ollama:small")).toContain("Ollama, small answers");
  typist.type("/exit\r");
  expect(await typist.status).toBe(0);
  expect(records()).toMatchObject([
    { type: "chat" },
    { type: "settings", route: "main" },
    { type: "question" },
    { type: "answer", provider: "Ollama", model: "gemma3" },
    { type: "settings", provider: "eliza" },
    { type: "question" },
    { type: "answer", provider: "Eliza" },
    { type: "settings", model: "small" },
  ]);
});

test("--continue goes on with the route, and a flag leaves it", async () => {
  await g4f(CHAT, { env, input: "Hello\n" });
  expect(await g4f(["chat", "-c"], { env, input: "Again\n" })).toEqual({
    status: 0,
    out: "Good evening\n",
    err: "",
  });
  expect(good.calls.at(-1)?.asked.messages).toHaveLength(3);
  const other = await g4f(["chat", "-c", "--provider", "eliza"], { env, input: "Hello\n" });
  expect(other).toMatchObject({ status: 0, err: "" });
  expect(good.calls).toHaveLength(2);
});

test("a cut answer is kept as that of who gave it", async () => {
  good.play({ script: [{ type: "text", text: "Good" }] });
  expect((await g4f(CHAT, { env, input: "Hello\n" })).status).toBe(23);
  expect(records().at(-1)).toMatchObject({ provider: "Ollama", partial: true });
});

test("flags over what was kept", () => {
  const kept = { route: "main", system: "Be brief." };
  expect(applySettings(kept, {})).toEqual(kept);
  expect(applySettings(kept, { route: "main" })).toEqual(kept);
  expect(applySettings(kept, { model: "small" })).toEqual({ model: "small", system: "Be brief." });
  expect(applySettings({ provider: "eliza", model: "eliza" }, { route: "main" })).toEqual({
    route: "main",
  });
});
