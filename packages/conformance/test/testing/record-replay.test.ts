import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ProviderSettings } from "@g4f/core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openaiChat } from "../../src/dialects/openai-chat.ts";
import {
  readRecording,
  recordCalls,
  replayTransport,
  simulate,
  type Answer,
  type RecordedProvider,
  type Recording,
} from "../../src/testing.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const KEY = "sk-CANARY-1234567890";
const hello: Answer = {
  script: [
    { type: "text", text: "Hel" },
    { type: "text", text: "lö" },
    { type: "usage", usage: { inputTokens: 1, outputTokens: 2 } },
    { type: "finish", reason: "stop" },
  ],
};

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "g4f-record-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function recorder(...answers: readonly Answer[]): Promise<RecordedProvider> {
  const upstream = await simulate({ dialect: openaiChat, transport: "memory", answers });
  const create = (settings: ProviderSettings) => new ReferenceProvider(settings);
  const settings = { ...upstream.settings, baseUrl: "https://api.test/v1", apiKey: KEY };
  return await recordCalls({ create, settings, folder: join(folder, String(count++)) });
}

function replayed(recording: Recording, pace?: "original" | "zero"): ReferenceProvider {
  const transport = replayTransport(recording, pace === undefined ? {} : { pace });
  return new ReferenceProvider({ baseUrl: "https://api.test/v1", transport });
}

async function fileOf(provider: RecordedProvider): Promise<string> {
  const [file = ""] = await provider.written();
  return file;
}

test("a call is one file, and its replay is the same call", async () => {
  const provider = await recorder(hello);
  const real = await provider.createAsyncGenerator({ messages }).collect();
  await provider.createAsyncGenerator({ messages }).collect();
  const files = await provider.written();
  expect(files.map((file) => file.split("/").at(-1))).toEqual([
    "001-reference.json",
    "002-reference.json",
  ]);
  const recording = await readRecording(files[0] ?? "");
  const again = await replayed(recording).createAsyncGenerator({ messages }).collect();
  expect(again).toEqual(real);
  const paced = await replayed(recording, "original").createAsyncGenerator({ messages }).collect();
  expect(paced).toEqual(real);
});

test("a file is its owner's alone, and no draft stays", async () => {
  const provider = await recorder(hello);
  await provider.createAsyncGenerator({ messages }).collect();
  const file = await fileOf(provider);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(join(file, ".."))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(file, ".."))).toEqual(["001-reference.json"]);
});

test.each([
  ["a header", hello],
  [
    "an error body",
    { error: { code: "auth", message: `wrong key ${KEY}` }, status: 401 } satisfies Answer,
  ],
  [
    "the text, across pieces",
    {
      script: [
        { type: "text", text: `it is ${KEY}` },
        { type: "finish", reason: "stop" },
      ],
      delivery: { slice: { by: "bytes", bytes: 7 } },
    } satisfies Answer,
  ],
])("no secret is kept of %s", async (_, answer) => {
  const provider = await recorder(answer);
  await provider
    .createAsyncGenerator({ messages })
    .collect()
    .catch(() => {});
  const text = await readFile(await fileOf(provider), "utf8");
  expect(text).not.toContain(KEY);
  expect(text).not.toContain(Buffer.from(KEY).toString("base64").slice(0, 20));
  expect(text).toContain("[redacted]");
});

test("a cut answer is cut again", async () => {
  const provider = await recorder({ ...hello, delivery: { end: { how: "rst", at: 150 } } });
  const call = (it: Pick<RecordedProvider, "createAsyncGenerator">) =>
    it.createAsyncGenerator({ messages }).collect();
  await expect(call(provider)).rejects.toMatchObject({ code: "network" });
  const recording = await readRecording(await fileOf(provider));
  await expect(call(replayed(recording))).rejects.toMatchObject({ code: "network" });
});

test("what was not recorded is refused, and said", async () => {
  const empty: Recording = {
    format: "g4f-recording",
    version: 1,
    provider: "reference",
    recordedAt: "2026-01-01T00:00:00.000Z",
    exchanges: [],
  };
  await expect(replayed(empty).createAsyncGenerator({ messages }).collect()).rejects.toMatchObject({
    code: "protocol",
    message: expect.stringContaining("the recording has no POST /v1/chat/completions") as string,
  });
});

test("a paced replay can be aborted in a pause", async () => {
  const provider = await recorder(hello);
  await provider.createAsyncGenerator({ messages }).collect();
  const { exchanges, ...rest } = await readRecording(await fileOf(provider));
  const slow = exchanges.map(({ response, ...exchange }) => ({
    ...exchange,
    ...(response === undefined ? {} : { response: { ...response, afterMs: 1_000_000 } }),
  }));
  const abort = new AbortController();
  const stream = replayed({ ...rest, exchanges: slow }, "original").createAsyncGenerator({
    messages,
    signal: abort.signal,
  });
  const reading = stream.collect();
  abort.abort();
  await expect(reading).rejects.toMatchObject({ code: "aborted" });
});

test.each([
  ["no JSON", "{", "it is not JSON"],
  ["another file", "{}", '"format": "g4f-recording", "version": 1 and "exchanges" are missing'],
])("%s is no recording", async (_, text, message) => {
  const file = join(folder, "bad.json");
  await writeFile(file, text);
  await expect(readRecording(file)).rejects.toThrow(message);
});
