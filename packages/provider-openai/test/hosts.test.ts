import { ProviderRegistry } from "@g4f/core/registry";
import { memoryTransport, outcome } from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { HOSTS, OpenAI, openaiCompatible } from "../src/index.ts";
import { messages } from "./support/play.ts";

const byName = (name: string): (typeof HOSTS)[number] => {
  const host = HOSTS.find((row) => row.name === name);
  if (host === undefined) throw new Error(`no host ${name}`);
  return host;
};

describe("the rows", () => {
  test("all the hosts that people ask for are there, once", () => {
    const names = HOSTS.map(({ name }) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        ..."OpenAI Azure OpenRouter Groq Together Fireworks DeepSeek Mistral xAI Cerebras".split(
          " ",
        ),
        ..."Perplexity DeepInfra Moonshot Qwen Zai NVIDIA GitHubModels HuggingFace".split(" "),
        ..."SambaNova Nebius Cohere LMStudio LlamaCpp vLLM OllamaV1 Jan".split(" "),
      ]),
    );
  });

  test.each(HOSTS)("$name makes a manifest that says where its facts are from", (host) => {
    const { manifest } = openaiCompatible(host);
    expect(manifest.models.open).toBe(true);
    expect(manifest.verified?.at).toBe(host.verified === true ? host.source?.checkedOn : undefined);
    const local = manifest.baseUrl?.startsWith("http:") === true;
    if (local) expect(new URL(manifest.baseUrl ?? "").hostname).toBe("127.0.0.1");
    expect(manifest.needsAuth).toBe(!local);
    expect(manifest.keyVariable === undefined).toBe(local);
  });

  test("all speak the one wire but those whose requests have a form of their own", () => {
    const own = HOSTS.filter((host) => openaiCompatible(host).manifest.wire !== "openai-chat");
    expect(own.map(({ name }) => name)).toEqual(["Mistral"]);
  });

  test("a row cannot be called verified without a source", () => {
    expect(() =>
      openaiCompatible({ name: "x", baseUrl: "https://x.test", verified: true }),
    ).toThrow("host x: verified without a source");
    expect(() => openaiCompatible({ name: "x" })).toThrow("host x: needs url or baseUrl");
  });
});

test("a row is registered like any other provider, and made by name", async () => {
  const registry = new ProviderRegistry();
  for (const host of HOSTS) registry.register(openaiCompatible(host));
  const { provider, model } = await registry.resolve("groq:openai/gpt-oss-20b", { apiKey: "k" });
  expect(provider.manifest.name).toBe("Groq");
  expect(model).toBe("openai/gpt-oss-20b");
  await registry.close();
});

describe("keys", () => {
  test.each(HOSTS.filter(({ keyVariable }) => keyVariable !== undefined))(
    "$name without one names variable and option, and sends nothing",
    async (host) => {
      const transport = memoryTransport(() => ({ body: "" }));
      const Provider = openaiCompatible(host);
      const call = new Provider({ transport }).createAsyncGenerator({ messages });
      const { error } = await outcome(call);
      expect(error).toMatchObject({ code: "auth", phase: "prepare" });
      expect(error?.message).toContain(host.keyVariable);
      expect(error?.message).toContain("apiKey");
      expect(transport.requests).toEqual([]);
    },
  );

  test("one of another service is not sent", async () => {
    const transport = memoryTransport(() => ({ body: "" }));
    const call = new OpenAI({ apiKey: "sk-ant-CANARY", transport }).createAsyncGenerator({
      messages,
    });
    const { error } = await outcome(call);
    expect(error).toMatchObject({ code: "auth", phase: "prepare" });
    expect(error?.message).not.toContain("CANARY");
    expect(transport.requests).toEqual([]);
  });

  test("Azure has no address of its own, and a header of its own", async () => {
    const transport = memoryTransport(() => ({
      headers: { "content-type": "text/event-stream" },
      body: 'data: {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    }));
    const Azure = openaiCompatible(byName("Azure"));
    const without = new Azure({ apiKey: "k", transport }).createAsyncGenerator({ messages });
    expect((await outcome(without)).error).toMatchObject({
      code: "invalid_request",
      message:
        "Azure has no address of its own: pass baseUrl, such as https://<resource>.openai.azure.com/openai/v1",
    });
    const baseUrl = "https://me.openai.azure.com/openai/v1";
    await new Azure({ apiKey: "k", baseUrl, transport })
      .createAsyncGenerator({ messages })
      .collect();
    expect(transport.requests).toHaveLength(1);
    expect(transport.requests[0]).toMatchObject({ headers: { "api-key": "k" } });
    expect(transport.requests[0]?.headers).not.toHaveProperty("authorization");
  });
});

describe("listModels", () => {
  test("asks once, and again on demand", async () => {
    const body = JSON.stringify({
      data: [{ id: "a" }, { id: "b", name: "Bee", context_length: 9 }, { nothing: 1 }],
    });
    const transport = memoryTransport(() => ({
      headers: { "content-type": "application/json" },
      body,
    }));
    const provider = new OpenAI({ apiKey: "k", transport });
    const wanted = [{ id: "a" }, { id: "b", label: "Bee", maxTotalTokens: 9 }];
    expect(await provider.listModels()).toEqual(wanted);
    expect(await provider.listModels()).toEqual(wanted);
    expect(transport.requests.map(({ url, method }) => `${method} ${url.href}`)).toEqual([
      "GET https://api.openai.com/v1/models",
    ]);
    await provider.listModels({ fresh: true });
    expect(transport.requests).toHaveLength(2);
  });

  test("a list that is none is a typed error", async () => {
    const transport = memoryTransport(() => ({ body: '{"models":1}' }));
    await expect(new OpenAI({ apiKey: "k", transport }).listModels()).rejects.toMatchObject({
      code: "protocol",
    });
  });
});
