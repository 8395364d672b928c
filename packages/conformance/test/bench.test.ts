import { AsyncGeneratorProvider, ProviderError } from "@g4f/core";
import { afterEach, describe, expect, it } from "vitest";

import { CaseBench } from "../src/bench.ts";
import type { StreamUnderTest } from "../src/case.ts";
import { openaiChat } from "../src/dialects/openai-chat.ts";
import type { Answer } from "../src/upstream.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";

const says = (text: string): Answer => ({
  script: [
    { type: "text", text },
    { type: "finish", reason: "stop" },
  ],
});
const open: CaseBench[] = [];
function benchOf(): CaseBench {
  const bench = new CaseBench({
    dialect: openaiChat,
    manifest: ReferenceProvider.manifest,
    create: (settings) => new ReferenceProvider(settings),
    transport: "memory",
  });
  open.push(bench);
  return bench;
}
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

describe("ask", () => {
  it("makes an upstream, a provider and a call, and reads it", async () => {
    const { text, result, error, upstream } = await benchOf().ask(says("Hi"));
    expect({ text, error, reason: result?.finishReason }).toEqual({
      text: "Hi",
      error: undefined,
      reason: "stop",
    });
    expect(upstream.calls).toHaveLength(1);
  });

  it("sends the canary key, another one in each bench", async () => {
    const [one, other] = [benchOf(), benchOf()];
    const { upstream } = await one.ask(says("Hi"));
    expect(upstream.calls[0]?.request.headers["authorization"]).toBe(`Bearer ${one.canaries.key}`);
    expect(one.canaries.key).not.toBe(other.canaries.key);
  });

  it("gives the error as it ended, and what came before", async () => {
    const { text, error, result } = await benchOf().ask({
      script: [
        { type: "text", text: "Hi" },
        { type: "error", error: { code: "overloaded", message: "Overloaded" } },
      ],
    });
    expect(text).toBe("Hi");
    expect(error?.code).toBe("overloaded");
    expect(result).toBeUndefined();
  });
});

describe("read", () => {
  const fake = (chunks: () => AsyncGenerator<string>, result: Promise<unknown>): StreamUnderTest =>
    Object.assign(chunks(), { chunks, result, closed: Promise.resolve() }) as never;

  it("fails where reading rejects with something else than a ProviderError", async () => {
    const stream = fake(async function* () {
      throw new TypeError("raw");
    }, Promise.resolve({}));
    await expect(benchOf().read(stream)).rejects.toThrow("something else than a ProviderError");
  });

  it("tells a result that a failed call claims to have", async () => {
    const stream = fake(
      async function* () {
        throw new ProviderError("truncated", "cut");
      },
      Promise.resolve({ finishReason: "stop" }),
    );
    const outcome = await benchOf().read(stream);
    expect(outcome.error?.code).toBe("truncated");
    expect(outcome.result).toBeDefined();
  });

  it("gives no result where a call ended without one", async () => {
    const stream = fake(
      async function* () {
        yield "half";
      },
      Promise.reject(new ProviderError("truncated", "cut")),
    );
    const outcome = await benchOf().read(stream);
    expect(outcome).toEqual({ chunks: ["half"], text: "half" });
  });
});

describe("sent", () => {
  it("is what an upstream was told to answer last, the first few of it", async () => {
    const bench = benchOf();
    expect(bench.sent).toBeUndefined();
    const upstream = await bench.upstream(says("one"));
    expect(bench.sent).toBe("text 'one', finish stop");
    upstream.play({ connection: "reset" }, says("a"), says("b"), says("c"), says("d"));
    expect(bench.sent).toMatch(/^connection: reset; then .*; then 2 more$/);
  });
});

describe("close", () => {
  it("ends upstreams and calls that are open", async () => {
    const bench = benchOf();
    const upstream = await bench.upstream({ connection: "silence" }, { transport: "tcp" });
    const provider = await bench.create(upstream);
    const pulled = bench.call(provider).next();
    await upstream.called();
    await bench.close();
    expect(await pulled).toEqual({ done: true, value: undefined });
    await upstream.idle();
  });

  it("fails where a call cannot be ended", async () => {
    class Stuck extends AsyncGeneratorProvider {
      protected override async *generate(): AsyncGenerator<string> {
        yield "never";
      }
    }
    const bench = benchOf();
    const stream = bench.call(new Stuck({}, ReferenceProvider.manifest));
    Object.defineProperty(stream, "return", { value: () => new Promise(() => {}) });
    await expect(bench.close()).rejects.toThrow("return() of a call that the case left open");
    open.length = 0;
  });
});
