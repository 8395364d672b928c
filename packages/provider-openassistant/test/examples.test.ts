// The examples of the documents, in their TypeScript form.
import { type CallRequest, ProviderError } from "@g4f/core";
import { expect, test } from "vitest";

import { OpenAssistant, type OpenAssistantOptions } from "../src/index.ts";
import { MODEL_CONFIGS } from "../src/wire.ts";
import { ask, failureOf, MESSAGES } from "./support/call.ts";
import { proxyServer } from "./support/proxy-server.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const messages = [{ role: "user", content: "Hello, who are you?" }] as const;
const cookies = { session: "your-session-cookie" };

test("default model", async () => {
  await using server = await scriptedServer();
  const assistant = new OpenAssistant({ baseUrl: server.baseUrl, cookies });
  let text = "";
  for await (const token of assistant.createAsyncGenerator({ messages })) text += token;
  expect(text).toBe("w1 w2 w3 w4 ");
  expect(server.call("assistant").json["model_config_name"]).toBe("OA_SFT_Llama_30B_6");
});

test("proxy and custom cookies", async () => {
  await using server = await scriptedServer();
  await using proxy = await proxyServer();
  const assistant = new OpenAssistant({ baseUrl: server.baseUrl });
  let text = "";
  for await (const token of assistant.createAsyncGenerator({
    messages,
    proxy: proxy.url,
    cookies: { session: "abc123", theme: "dark" },
  })) {
    text += token;
  }
  expect(text).toBe("w1 w2 w3 w4 ");
  for (const { headers } of server.calls) expect(headers.cookie).toBe("session=abc123; theme=dark");
  expect(proxy.targets).toEqual(server.calls.map(({ url }) => `${server.baseUrl}${url}`));
  expect(proxy.targets).toHaveLength(5);
});

test("another model with sampling options", async () => {
  await using server = await scriptedServer();
  const assistant = new OpenAssistant({ baseUrl: server.baseUrl, cookies });
  const { text, model } = await assistant
    .createAsyncGenerator({
      model: "OA_SFT_Llama_13B_6",
      messages,
      topK: 10,
      topP: 0.8,
      temperature: 0.5,
    })
    .collect();
  expect(text).toBe("w1 w2 w3 w4 ");
  expect(model).toBe("OA_SFT_Llama_13B_6");
  expect(server.call("assistant").json).toMatchObject({
    model_config_name: "OA_SFT_Llama_13B_6",
    sampling_parameters: {
      top_k: 10,
      top_p: 0.8,
      typical_p: null,
      temperature: 0.5,
      repetition_penalty: 1.1111111111111112,
      max_new_tokens: 1024,
    },
  });
});

const STATIC: readonly CallRequest<OpenAssistantOptions>[] = [
  { messages },
  { messages, proxy: "http://user:password@127.0.0.1:9", cookies },
  { messages, model: "OA_SFT_Llama_13B_6", topK: 10, topP: 0.8, temperature: 0.5 },
];

test.for(STATIC)("on the class: the service is gone, and nothing is sent: %j", async (request) => {
  const stream = OpenAssistant.createAsyncGenerator(request);
  const error: unknown = await stream.collect().catch((reason: unknown) => reason);
  if (!ProviderError.is(error)) throw error;
  expect(error).toMatchObject({ code: "model_gone", phase: "prepare", retryable: false });
  expect(error.message).toBe(
    "OpenAssistant does not work: the project was declared complete and its chat service was shut down (since 2023-10-25); a server of your own is reached by setting its baseUrl",
  );
});

test("a class that has its server runs every example statically", async () => {
  await using server = await scriptedServer();
  const { baseUrl } = server;
  class Mine extends OpenAssistant {
    constructor() {
      super({ baseUrl, cookies });
    }
  }
  await using proxy = await proxyServer();
  for (const request of STATIC) {
    const throughProxy = request.proxy === undefined ? {} : { proxy: proxy.url };
    const { text } = await Mine.createAsyncGenerator({ ...request, ...throughProxy }).collect();
    expect(text).toBe("w1 w2 w3 w4 ");
  }
  expect(proxy.targets).toHaveLength(5);
});

test("the original's own address has to be spelled out, and then wants credentials", async () => {
  const assistant = new OpenAssistant({ baseUrl: "https://open-assistant.io", cookies: {} });
  expect(await failureOf(ask(assistant))).toMatchObject({ code: "auth", phase: "prepare" });
});

test("the manifest says what the documents say", () => {
  const { manifest } = OpenAssistant;
  expect(manifest).toMatchObject({
    name: "OpenAssistant",
    url: "https://open-assistant.io/chat",
    working: false,
    needsAuth: true,
    defaultModel: "OA_SFT_Llama_30B_6",
    models: { open: true },
    deprecated: { since: "2023-10-25" },
  });
  expect(manifest.models.known).toHaveLength(MODEL_CONFIGS.size);
  expect(manifest.models.known).toContainEqual({
    id: "OA_SFT_Llama_30B_6",
    kind: "chat",
    maxInputTokens: 1024,
    maxTotalTokens: 1792,
  });
  expect(() => structuredClone(manifest)).not.toThrow();
});

test("what is no request at all is the programmer's mistake", () => {
  const assistant = new OpenAssistant({ topK: 3 });
  expect(() => assistant.createAsyncGenerator(null as never)).toThrow(TypeError);
  expect(() => assistant.createAsyncGenerator("hi" as never)).toThrow(TypeError);
  expect(MESSAGES).toHaveLength(1);
});
