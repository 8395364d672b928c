import { expect, test } from "vitest";

import { OpenAssistant } from "../src/index.ts";
import { MODEL_CONFIGS } from "../src/wire.ts";
import { failureOf, inference, jsonReply, website } from "./support/call.ts";
import { INFERENCE, scriptedServer } from "./support/scripted-server.ts";

test("the website's models, with the limits that are known", async () => {
  await using server = await scriptedServer();
  const models = await website(server).listModels();
  expect(models.map(({ id }) => id)).toEqual([...MODEL_CONFIGS.keys()]);
  expect(models[0]).toEqual({
    id: "_lorem",
    kind: "chat",
    maxInputTokens: 128,
    maxTotalTokens: 256,
  });
  expect(server.calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET /api/chat/models",
  ]);
  expect(server.call("models").headers.cookie).toContain("next-auth.session-token=");
});

test("the inference server tells anybody", async () => {
  await using server = await scriptedServer({}, INFERENCE);
  const provider = new OpenAssistant({ baseUrl: server.baseUrl, api: "inference" });
  expect(await provider.listModels()).toHaveLength(MODEL_CONFIGS.size);
  expect(server.call("models").url).toBe("/configs/model_configs");
});

test("a model of the server's own is told without limits", async () => {
  const models = jsonReply([{ name: "eliza" }, { name: "distilgpt2" }]);
  await using server = await scriptedServer({ models });
  expect(await website(server).listModels()).toEqual([
    { id: "eliza", kind: "chat" },
    { id: "distilgpt2", kind: "chat", maxInputTokens: 512, maxTotalTokens: 1024 },
  ]);
});

test.for([
  ["W57", "auth"],
  ["W100", "invalid_request"],
  ["W95", "upstream"],
  [jsonReply({ models: [] }), "protocol"],
  [jsonReply([{ id: "x" }]), "protocol"],
  [{ body: "<!doctype html><title>Log in</title>" }, "auth"],
] as const)("a list that does not come: %j is %s", async ([models, code]) => {
  await using server = await scriptedServer({ models });
  expect(await failureOf(website(server).listModels())).toMatchObject({ code });
});

test("nothing is sent without cookies, without a server, or after an abort", async () => {
  await using server = await scriptedServer();
  const without = website(server, { cookies: {} });
  expect(await failureOf(without.listModels())).toMatchObject({ code: "auth" });
  expect(await failureOf(new OpenAssistant().listModels())).toMatchObject({ code: "model_gone" });
  const aborted = inference(server).listModels({ signal: AbortSignal.abort() });
  expect(await failureOf(aborted)).toMatchObject({ code: "aborted" });
  expect(server.calls).toHaveLength(0);
});
