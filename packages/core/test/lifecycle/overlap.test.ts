import { describe, expect, test } from "vitest";

import { stages, stall } from "../support/play.ts";
import { errorOf, messages, overWire, scripted, stop } from "../support/scripted-provider.ts";
import { sseServer } from "../support/sse-server.ts";

const numbers = Array.from({ length: 50 }, (_, index) => `${index} `);

describe.each(stages)("overlapping pulls, $name", ({ play }) => {
  test("are answered in order, those after the end with done", async () => {
    const { provider } = await play([...numbers, stop]);
    const stream = provider.createAsyncGenerator({ messages });
    const steps = await Promise.all(Array.from({ length: 60 }, () => stream.next()));
    expect(steps.map(({ value }) => value).slice(0, 50)).toEqual(numbers);
    expect(steps.slice(50).every(({ done }) => done === true)).toBe(true);
  });

  test("one that comes while others wait does not jump the queue", async () => {
    const { provider } = await play([...numbers, stop]);
    const stream = provider.createAsyncGenerator({ messages });
    const all: Promise<IteratorResult<string, undefined>>[] = [];
    const pull = (): void => void all.push(stream.next());
    for (let round = 0; round < 16; round++) {
      for (let count = 0; count < 3; count++) pull();
      await all[round];
    }
    const steps = await Promise.all(all);
    expect(steps.map(({ value }) => value)).toEqual(numbers.slice(0, 48));
    await stream.return();
  });

  test("an abort rejects the first; the others are done", async () => {
    const { provider } = await play([stall()]);
    const abort = new AbortController();
    const stream = provider.createAsyncGenerator({ messages, signal: abort.signal });
    const first = stream.next();
    const others = [stream.next(), stream.next()];
    abort.abort();
    expect((await errorOf(first)).code).toBe("aborted");
    for (const step of await Promise.all(others)) expect(step.done).toBe(true);
  });
});

describe("many calls at a time", () => {
  test("200 calls on one instance do not mix", async () => {
    const server = await sseServer(async (exchange) => {
      const { messages: sent } = JSON.parse(exchange.body) as {
        messages: readonly [{ content: string }];
      };
      const tag = `${sent[0].content} ${exchange.headers.cookie}`;
      for (const word of ["a ", "b ", "c ", tag]) {
        exchange.send(word);
        await new Promise((resolve) => setImmediate(resolve));
      }
      exchange.send({ type: "conversation", conversation: tag });
      exchange.send(stop);
      exchange.end();
    });
    const provider = scripted(overWire, { baseUrl: server.baseUrl });
    const tags = Array.from({ length: 200 }, (_, index) => `tag-${index}`);
    const results = await Promise.all(
      tags.map((tag) =>
        provider
          .createAsyncGenerator({
            messages: [{ role: "user", content: tag }],
            cookies: { id: tag },
          })
          .collect(),
      ),
    );
    for (const [index, tag] of tags.entries()) {
      expect(results[index]).toMatchObject({
        text: `a b c ${tag} id=${tag}`,
        conversation: `${tag} id=${tag}`,
      });
    }
  });
});
