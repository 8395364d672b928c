import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { beforeAll, describe, expect, it } from "vitest";

/** What reading one stream cost, per token. */
interface Cost {
  readonly promises: number;
  readonly bytes: number;
}

const TOKENS = 1_600;

/**
 * Reads a fixed stream from memory and counts: each promise by V8's own hook, and what was allocated by
 * the heap's growth while nothing is collected. Neither depends on how fast the machine is.
 */
const PROGRAM = `
  import { promiseHooks } from "node:v8";
  import { AsyncGeneratorProvider, defineManifest } from "@g4f/core";
  import { OpenAI } from "@g4f/provider-openai";

  const utf8 = new TextEncoder();
  const head = '{"id":"chatcmpl-abc","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,';
  const tail = ',"logprobs":null,"finish_reason":null}],"usage":null';
  const pads = ["q", "Zx", "a1B2", "x9y8z7"];
  const event = (at, padded) => "data: " + head + '"delta":{"content":" token' + (at % 10) + '"}' + tail +
    (padded ? ',"obfuscation":"' + pads[at % 4] + '"' : "") + "}\\n\\n";
  const end = "data: " + head + '"delta":{},"finish_reason":"stop"}]}\\n\\ndata: [DONE]\\n\\n';
  const bodyOf = (tokens, padded) => {
    const all = utf8.encode(Array.from({ length: tokens }, (_, at) => event(at, padded)).join("") + end);
    return Array.from({ length: Math.ceil(all.length / 16384) }, (_, at) => all.subarray(at * 16384, (at + 1) * 16384));
  };
  const messages = [{ role: "user", content: "go" }];
  const over = (chunks) => new OpenAI({ apiKey: "any", baseUrl: "http://127.0.0.1:1/v1", transport: {
    close: async () => {},
    request: async (request) => {
      request.onConnected?.();
      return { status: 200, headers: { "content-type": "text/event-stream" }, setCookies: [], framed: true,
        destroy: () => {}, body: (async function* () { yield* chunks; })() };
    },
  } });
  class Plain extends AsyncGeneratorProvider {
    static manifest = defineManifest({ name: "Plain", url: "https://plain.test", working: true });
    async *generate() {
      for (let at = 0; at < Plain.tokens; at++) yield " token";
      yield { type: "finish", reason: "stop" };
    }
  }

  const iterated = async (stream) => {
    let seen = 0;
    for await (const _ of stream) seen++;
    return seen;
  };
  const collected = async (stream) => (await stream.collect()).text.split(" token").length - 1;

  async function cost(open, least, most, read = iterated) {
    const count = async (tokens) => {
      const stream = open(tokens);
      globalThis.gc();
      let promises = 0;
      const stop = promiseHooks.onInit(() => promises++);
      const before = process.memoryUsage().heapUsed;
      const seen = await read(stream);
      const bytes = process.memoryUsage().heapUsed - before;
      stop();
      if (seen !== tokens) throw new Error(seen + " of " + tokens);
      return { promises, bytes };
    };
    // Warmed up: code that is not compiled yet allocates more.
    for (let round = 0; round < 6; round++) await count(least);
    // The lowest of several: now and then a compiler in the background allocates, too.
    const lowest = async (tokens) => {
      const counts = [];
      for (let round = 0; round < 5; round++) counts.push(await count(tokens));
      const of = (what) => Math.min(...counts.map((each) => each[what]));
      return { promises: of("promises"), bytes: of("bytes") };
    };
    const [short, long] = [await lowest(least), await lowest(most)];
    const per = (what) => (long[what] - short[what]) / (most - least);
    return { promises: per("promises"), bytes: per("bytes") };
  }

  const streams = new Map();
  const wire = (padded) => (tokens) => {
    const key = tokens + " " + padded;
    if (!streams.has(key)) streams.set(key, bodyOf(tokens, padded));
    return over(streams.get(key)).createAsyncGenerator({ messages });
  };
  const costs = {
    plain: await cost(wire(false), ${TOKENS / 2}, ${TOKENS}),
    padded: await cost(wire(true), ${TOKENS / 2}, ${TOKENS}),
    collected: await cost(wire(false), ${TOKENS / 2}, ${TOKENS}, collected),
    single: await cost((tokens) => { Plain.tokens = tokens; return new Plain().createAsyncGenerator({ messages }); }, ${TOKENS / 2}, ${TOKENS}),
  };
  console.log(JSON.stringify(costs));
`;

describe("the cost of a token", { timeout: 60_000 }, () => {
  let costs: Readonly<Record<"plain" | "padded" | "collected" | "single", Cost>>;

  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        "--expose-gc",
        // Room for everything that is allocated, so that nothing is collected in between.
        "--max-semi-space-size=256",
        "--min-semi-space-size=256",
        "--conditions=@g4f/source",
        "--input-type=module",
        "--eval",
        PROGRAM,
      ],
      { cwd: import.meta.dirname },
    );
    costs = JSON.parse(stdout) as typeof costs;
  });

  it("is one promise of ours and one of the loop that awaits it, where tokens come together", () => {
    expect(costs.plain.promises).toBeLessThan(2.6);
    expect(costs.padded.promises).toBeLessThan(2.6);
  });

  it("is next to none where the whole is waited for", () => {
    expect(costs.collected.promises).toBeLessThan(0.6);
  });

  it("is six promises where a generator yields each token, with nothing between it and the engine", () => {
    expect(costs.single.promises).toBeLessThan(6.1);
  });

  it("allocates no more than a token needs that is not parsed, padded or not", () => {
    expect(costs.plain.bytes).toBeLessThan(1_450);
    expect(costs.padded.bytes).toBeLessThan(1_450);
  });
});
