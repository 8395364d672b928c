import type { Socket } from "node:net";

import { gate, mockProvider, simulate, type Script } from "@g4f/conformance/testing";
import {
  AsyncGeneratorProvider,
  defineManifest,
  type Chunk,
  type ProviderContext,
} from "@g4f/core";
import { openaiCompatible } from "@g4f/provider-openai";
import { describe, expect, it, vi } from "vitest";

import type { Spend } from "../../src/client.ts";
import { dialect } from "../support/dialect.ts";
import { open } from "../support/raw.ts";
import { serve, type Serving } from "../support/serve.ts";

const CHAT = "/v1/chat/completions";

function ask(model: string, stream = true): object {
  return { model, stream, messages: [{ role: "user", content: "hi" }] };
}

const words: Script = ["one ", "two ", "three"].map((text) => ({ type: "text", text }));
const usage = { inputTokens: 3, outputTokens: 3 };
const end: Script = [
  { type: "usage", usage },
  { type: "finish", reason: "stop" },
];

/** The texts of a stream of OpenAI's chat events. */
function textsOf(body: string): string {
  const events = body.split("\n\n").filter((event) => event.startsWith("data: {"));
  const deltas = events.map((event) => {
    const { choices } = JSON.parse(event.slice("data: ".length)) as {
      choices?: { delta: { content?: string } }[];
    };
    return choices?.[0]?.delta.content ?? "";
  });
  return deltas.join("");
}

async function metric(serving: Serving, name: string): Promise<string | undefined> {
  const text = await (await serving.ask("/metrics")).text();
  return text
    .split("\n")
    .find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
}

describe("a streamed answer", () => {
  it("comes whole and in order, and is told as spend", async () => {
    const spends: Spend[] = [];
    const mock = mockProvider([...words, ...end], { defaultModel: "mock-1" });
    await using serving = await serve([mock], { onSpend: (spend) => spends.push(spend) });
    const response = await serving.ask(CHAT, ask("mock-1"));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
    const text = await response.text();
    expect(textsOf(text)).toBe("one two three");
    expect(text.match(/data: \[DONE\]/g)).toHaveLength(1);
    await vi.waitFor(() => expect(spends).toHaveLength(1));
    expect(spends[0]).toMatchObject({
      requestId: response.headers.get("x-request-id"),
      face: "openai-chat",
      model: "mock-1",
      provider: "mock",
      outcome: "complete",
      usage: { inputTokens: 3, outputTokens: 3, exact: true },
    });
  });

  it("is an HTTP error where it fails before its first byte", async () => {
    const error = { code: "overloaded" as const, message: "busy" };
    const mock = mockProvider(
      [
        { type: "usage", usage },
        { type: "error", error },
      ],
      {
        defaultModel: "mock-1",
      },
    );
    await using serving = await serve([mock]);
    for (const stream of [true, false]) {
      const response = await serving.ask(CHAT, ask("mock-1", stream));
      expect(response.status).toBe(503);
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
      expect(response.headers.get("x-should-retry")).toBe("true");
      expect(response.headers.get("retry-after")).toBe("1");
      expect(await response.json()).toMatchObject({ error: { message: "mock: busy" } });
    }
  });

  it("ends with an error event and no end marker where it fails after it", async () => {
    const error = { code: "overloaded" as const, message: "busy" };
    const mock = mockProvider([...words, { type: "error", error }], { defaultModel: "mock-1" });
    await using serving = await serve([mock]);
    const response = await serving.ask(CHAT, ask("mock-1"));
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(textsOf(text)).toBe("one two three");
    expect(text).toContain("mock: busy");
    expect(text).not.toContain("[DONE]");
  });

  it("is truncated, never complete, where upstream stops short of its end", async () => {
    const mock = mockProvider(words, { defaultModel: "mock-1" });
    await using serving = await serve([mock]);
    const text = await (await serving.ask(CHAT, ask("mock-1"))).text();
    expect(text).toContain("end marker");
    expect(text).not.toContain("[DONE]");
    const whole = await serving.ask(CHAT, ask("mock-1", false));
    expect(whole.status).toBe(502);
    expect(whole.headers.get("x-should-retry")).toBe("false");
  });

  it("gets signs of life while upstream is silent; errors are events from then on", async () => {
    const held = gate();
    const error = { code: "overloaded" as const, message: "busy" };
    const mock = mockProvider(
      [
        { type: "wait", gate: held },
        { type: "error", error },
      ],
      {
        defaultModel: "mock-1",
      },
    );
    await using serving = await serve([mock], { limits: { keepAliveMs: 10 } });
    const response = await serving.ask(CHAT, ask("mock-1"));
    expect(response.status).toBe(200);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = "";
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value);
      if ((text.match(/^: keep-alive$/gm) ?? []).length === 3) held.open();
    }
    expect(text).toContain("busy");
    expect(text).not.toContain("[DONE]");
  });
});

describe("a client that leaves (R13)", () => {
  const provider = openaiCompatible({
    name: "Upstream",
    url: "https://upstream.test",
    baseUrl: "https://api.upstream.test/v1",
    defaultModel: "simulated-1",
  });

  it.each([true, false])(
    "cuts upstream, frees its place, is told as partial (stream %j)",
    async (stream) => {
      const held = gate();
      const script: Script = [...words, { type: "wait", gate: held }, ...end];
      await using upstream = await simulate({
        dialect: dialect("openai-chat"),
        answers: [{ script }],
      });
      const spends: Spend[] = [];
      const settings = { ...upstream.settings, apiKey: "sk-upstream-key" };
      await using serving = await serve([new provider(settings)], {
        onSpend: (spend) => spends.push(spend),
      });
      const leaving = new AbortController();
      const answer = serving.ask(CHAT, ask("Upstream:simulated-1", stream), {
        signal: leaving.signal,
      });
      answer.catch(() => {});
      const seen = await upstream.called();
      if (stream) await (await answer).body?.getReader().read();
      expect(await metric(serving, "g4f_streams")).toBe("g4f_streams 1");
      leaving.abort();
      await seen.closed;
      await vi.waitFor(() => expect(spends).toHaveLength(1));
      expect(spends[0]).toMatchObject({ outcome: "aborted", model: "Upstream:simulated-1" });
      expect(spends[0]?.usage?.exact).not.toBe(true);
      expect(await metric(serving, "g4f_streams")).toBe("g4f_streams 0");
      held.open();
    },
  );
});

describe("a client that stops reading (R19)", () => {
  class Endless extends AsyncGeneratorProvider {
    static override readonly manifest = defineManifest({
      name: "Endless",
      url: "https://endless.test",
      working: true,
      defaultModel: "endless-1",
    });
    static yielded = 0;
    protected override async *generate(): AsyncGenerator<Chunk> {
      for (; Endless.yielded < 2_000; Endless.yielded++) yield "x".repeat(32_768);
      yield { type: "finish", reason: "stop" };
    }
  }

  it("stops upstream, and is cut when it takes nothing for too long", async () => {
    const spends: Spend[] = [];
    await using serving = await serve([new Endless()], {
      onSpend: (spend) => spends.push(spend),
      limits: { writeStallMs: 100 },
    });
    const socket = await stopReading(serving, ask("endless-1"));
    await vi.waitFor(() => expect(spends).toHaveLength(1), 20_000);
    expect(spends[0]).toMatchObject({ outcome: "stalled" });
    // 64 MiB were to be had; the kernel's buffers and ours hold a few.
    expect(Endless.yielded).toBeLessThan(1_000);
    socket.destroy();
  });

  it("is told apart from one that leaves, also where the answer is whole", async () => {
    const spends: Spend[] = [];
    const long: Script = [{ type: "text", text: "x".repeat(16 * 1_048_576) }, ...end];
    const mock = mockProvider(long, { defaultModel: "mock-1" });
    const onSpend = (spend: Spend): number => spends.push(spend);
    await using patient = await serve([mock], { onSpend });
    const leaving = await stopReading(patient, ask("mock-1", false));
    await vi.waitFor(() => expect(leaving.readableLength).toBeGreaterThan(0), 20_000);
    leaving.destroy();
    await vi.waitFor(() => expect(spends).toMatchObject([{ outcome: "aborted" }]), 20_000);
    await using serving = await serve([mock], { onSpend, limits: { writeStallMs: 100 } });
    const socket = await stopReading(serving, ask("mock-1", false));
    await vi.waitFor(() => expect(spends[1]).toMatchObject({ outcome: "stalled" }), 20_000);
    socket.destroy();
  });
});

/** Asks, and reads nothing of the answer. */
async function stopReading({ port, key }: Serving, asked: object): Promise<Socket> {
  const socket = await open(port);
  socket.pause();
  const body = JSON.stringify(asked);
  socket.write(
    `POST ${CHAT} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Api-Key: ${key}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

describe("an answer that fits no wire", () => {
  it("is an error of the gateway where a provider throws what is none", async () => {
    const lines: string[] = [];
    const broken = { manifest: mockProvider(words).manifest, createAsyncGenerator: () => oops() };
    await using serving = await serve([broken], {
      models: { broken: "mock" },
      log: { write: (line) => lines.push(line) },
    });
    const response = await serving.ask(CHAT, ask("broken"));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("oops");
    expect(lines.join("")).toContain("oops");
  });
});

describe("a provider that names a wire and has no events of it", () => {
  class Mute extends AsyncGeneratorProvider {
    static override readonly manifest = defineManifest({
      name: "Mute",
      url: "https://mute.test",
      working: true,
      wire: "openai-chat",
      defaultModel: "mute-1",
    });
    static readonly left: Promise<void>[] = [];
    protected override async *generate(
      _: object,
      { signal }: ProviderContext,
    ): AsyncGenerator<Chunk> {
      const aborted = Promise.withResolvers<void>();
      signal.addEventListener("abort", () => aborted.resolve());
      Mute.left.push(aborted.promise);
      yield "hello";
      yield " there";
      await aborted.promise;
    }
  }

  it("is an error, and its call is cut", async () => {
    await using serving = await serve([new Mute()]);
    expect((await serving.ask(CHAT, ask("mute-1"))).status).toBe(502);
    await Promise.all(Mute.left);
    expect(Mute.left).toHaveLength(1);
  });
});

function oops(): never {
  throw new RangeError("oops");
}
