import { expect, test } from "vitest";

import { gate, mockProvider, type Script } from "../../src/testing.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const STOP = { type: "finish", reason: "stop" } as const;
const hello: Script = [{ type: "text", text: "Hel" }, { type: "text", text: "lo" }, STOP];

test("says what its script says, and remembers what it was asked", async () => {
  const provider = mockProvider(hello);
  const texts: string[] = [];
  for await (const text of provider.createAsyncGenerator({ messages, temperature: 0 })) {
    texts.push(text);
  }
  expect(texts).toEqual(["Hel", "lo"]);
  expect(provider.requests).toMatchObject([{ messages, temperature: 0 }]);
});

test("each call plays the next script, the last one again and again", async () => {
  const provider = mockProvider([[{ type: "text", text: "one" }, STOP], hello]);
  const answers: string[] = [];
  for (let call = 0; call < 3; call++) {
    answers.push((await provider.createAsyncGenerator({ messages }).collect()).text);
  }
  expect(answers).toEqual(["one", "Hello", "Hello"]);
});

test("reasoning, calls of tools and usage are parts of the answer", async () => {
  const result = await mockProvider([
    { type: "reasoning", text: "hm" },
    {
      type: "tool-calls",
      calls: [
        { id: "a", name: "add", arguments: ['{"x":', "1}"] },
        { id: "b", name: "sub", arguments: "{}" },
      ],
    },
    { type: "usage", usage: { inputTokens: 3, outputTokens: 4 } },
    { type: "finish", reason: "tool-calls" },
  ])
    .createAsyncGenerator({ messages })
    .collect();
  expect(result).toMatchObject({
    reasoning: "hm",
    toolCalls: [
      { id: "a", name: "add", arguments: '{"x":1}' },
      { id: "b", name: "sub", arguments: "{}" },
    ],
    usage: { inputTokens: 3, outputTokens: 4, exact: true },
    finishReason: "tool-calls",
  });
});

test("an error step is an error, with what had come; no finish is truncated", async () => {
  const cut: Script = [{ type: "text", text: "Hel" }];
  const error = { code: "overloaded", message: "later" } as const;
  await expect(
    mockProvider([...cut, { type: "error", error }])
      .createAsyncGenerator({ messages })
      .collect(),
  ).rejects.toMatchObject({ code: "overloaded", partial: { text: "Hel" } });
  await expect(
    mockProvider(cut).createAsyncGenerator({ messages }).collect(),
  ).rejects.toMatchObject({ code: "truncated", partial: { text: "Hel" } });
});

test("waits for a gate, and can be aborted there", async () => {
  const closed = gate();
  const provider = mockProvider([{ type: "wait", gate: closed }, ...hello]);
  const abort = new AbortController();
  const aborted = provider.createAsyncGenerator({ messages, signal: abort.signal }).collect();
  const answered = provider.createAsyncGenerator({ messages }).collect();
  abort.abort();
  await expect(aborted).rejects.toMatchObject({ code: "aborted" });
  closed.open();
  await expect(answered).resolves.toMatchObject({ text: "Hello" });
});

test("its manifest can be another", async () => {
  const provider = mockProvider(hello, { name: "acme", supports: { tools: false } });
  const tools = [{ name: "add", parameters: { type: "object" } }];
  await expect(provider.createAsyncGenerator({ messages, tools }).collect()).rejects.toMatchObject({
    code: "not_supported",
    provider: "acme",
  });
});

test("no script, and steps of a wire, are refused", () => {
  expect(() => mockProvider([])).toThrow("a mock needs a script");
  expect(() => mockProvider([{ type: "bytes", bytes: "x" }])).toThrow(
    "a mock has no wire for a step of type bytes",
  );
});
