import type { CallRequest } from "@g4f/core";
import { expect, test } from "vitest";

import type { OpenAssistantOptions, PromptTemplate } from "../src/index.ts";
import { ask, failureOf, MESSAGES, website } from "./support/call.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const HISTORY = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Hi" },
  { role: "assistant", content: "Hello!" },
  { role: "developer", content: "Be kind." },
  { role: "user", content: "Who are you?" },
] as const;
const FLAT = "User: Hi\nAssistant: Hello!\nUser: Who are you?\nAssistant:";

test.for([
  [undefined, `<s>[INST]\n${FLAT}\n[/INST]`],
  ["inst", `<s>[INST]\n${FLAT}\n[/INST]`],
  ["plain", FLAT],
] as const)("the history in the template %s", async ([promptTemplate, content]) => {
  await using server = await scriptedServer();
  const template = promptTemplate === undefined ? {} : { promptTemplate };
  await ask(website(server, template), { messages: HISTORY }).collect();
  expect(server.call("prompter").json["content"]).toBe(content);
  expect(server.call("assistant").json["system_prompt"]).toBe("Be brief.\nBe kind.");
});

test("a template may be a function of prompt and messages", async () => {
  await using server = await scriptedServer();
  const promptTemplate: PromptTemplate = (prompt, messages) => `${messages.length}|${prompt}|`;
  await ask(website(server), { messages: HISTORY, promptTemplate }).collect();
  expect(server.call("prompter").json["content"]).toBe(`5|${FLAT}|`);
});

test("profile, instructions, system prompt and plugins go where the server wants them", async () => {
  await using server = await scriptedServer();
  const plugin = { url: "http://plugins.test/ai-plugin.json", secret: "x" };
  const options = {
    messages: [{ role: "system", content: "Be brief." }, ...MESSAGES],
    systemPrompt: "You are an otter.",
    userProfile: "A child.",
    userResponseInstructions: "Short words.",
    plugins: [plugin, { url: "u", enabled: false, trusted: true, plugin_config: { api: 1 } }],
  } as unknown as CallRequest<OpenAssistantOptions>;
  await ask(website(server), options).collect();
  expect(server.call("assistant").json).toMatchObject({
    system_prompt: "You are an otter.\nBe brief.",
    user_profile: "A child.",
    user_response_instructions: "Short words.",
    plugins: [
      { url: plugin.url, enabled: true, plugin_config: null, trusted: false },
      { url: "u", enabled: false, plugin_config: { api: 1 }, trusted: true },
    ],
  });
  expect(server.call("assistant").body).not.toContain("secret");
  expect(server.call("prompter").json["content"]).toContain("\nHello, who are you?\n");
});

test.for([
  [{ promptTemplate: "llama" }, "promptTemplate must be"],
  [{ promptTemplate: Number }, "promptTemplate must return a string"],
  [{ promptTemplate: JSON.parse }, "promptTemplate threw an error"],
  [{ keepChat: "yes" }, "keepChat must be a boolean"],
  [{ systemPrompt: 1 }, "systemPrompt must be a string"],
  [{ userProfile: {} }, "userProfile must be a string"],
  [{ userResponseInstructions: null }, "userResponseInstructions must be a string"],
  [{ plugins: {} }, "plugins must be an array"],
  [{ plugins: [{}] }, "plugins[0].url is missing"],
  [{ messages: [{ role: "system", content: "x" }] }, "messages hold no user message"],
  [{ model: 5 }, "model must be a string"],
] as const)("refused before a request: %j", async ([options, words]) => {
  await using server = await scriptedServer();
  const request = options as unknown as Partial<CallRequest<OpenAssistantOptions>>;
  const error = await failureOf(ask(website(server), request));
  expect(error.code).toBe("invalid_request");
  expect(error.message).toContain(words);
  expect(server.calls).toHaveLength(0);
});

test.for([
  [{ tools: [{ name: "t", parameters: {} }] }],
  [{ schema: {} }],
  [{ stop: "x" }],
  [{ seed: 1 }],
  [{ reasoningEffort: "low" }],
  [{ messages: [{ role: "user", content: [{ type: "image", url: "https://x.test/a.png" }] }] }],
] as const)("not supported, and said before a request: %j", async ([options]) => {
  await using server = await scriptedServer();
  const request = options as unknown as Partial<CallRequest<OpenAssistantOptions>>;
  expect(await failureOf(ask(website(server), request))).toMatchObject({ code: "not_supported" });
  expect(server.calls).toHaveLength(0);
});
