import { inspect } from "node:util";

import { describe, expect, test } from "vitest";

import { ProviderError, type CommonRequest, type Logger } from "../../src/index.ts";
import { FAULTS } from "./rows.ts";
import { chunk, CHUNKED, event, Faulty, hello, stop, UNFRAMED, upstream } from "./wire.ts";

const request: CommonRequest = { messages: [{ role: "user", content: "hi" }] };
const SECRETS = {
  apiKey: "sk-CANARY-key",
  cookies: { session: "CANARY-cookie" },
  headers: { "x-extra": "CANARY-header" },
};

/** Everything a person or a log could be shown of an error. */
function renderings(error: ProviderError): string {
  const lines = [
    inspect(error, { depth: 10, showHidden: true }),
    String(error),
    JSON.stringify(error),
    error.stack,
  ];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    lines.push(cause.message, cause.stack);
  return lines.join("\n");
}

function recordingLogger(lines: string[]): Logger {
  const write: Logger["info"] = (data, message) =>
    void lines.push(inspect(data, { depth: 10 }) + message);
  return { debug: write, info: write, warn: write, error: write };
}

describe("R15, R8, R4: each fault is told exactly, and tells no secret", () => {
  test.each(FAULTS.map((fault) => [fault.id, fault.name, fault] as const))(
    "%s %s",
    async (_, __, fault) => {
      await using scene = await fault.setup();
      const logged: string[] = [];
      const faulty = new Faulty({ ...SECRETS, logger: recordingLogger(logged), ...scene.settings });
      const stream = faulty.createAsyncGenerator({ ...request, ...scene.request });
      const error: unknown = await stream.collect().then(
        (result) => expect.unreachable(`reported as finished: ${result.text}`),
        (thrown: unknown) => thrown,
      );
      if (!ProviderError.is(error)) throw error;
      const { code, phase, retryable, status, retryAfterMs, partial = "" } = fault;
      expect({
        code: error.code,
        phase: error.phase,
        retryable: error.retryable,
        status: error.status,
        retryAfterMs: error.retryAfterMs,
      }).toEqual({ code, phase, retryable, status, retryAfterMs });
      expect(error.provider).toBe("Faulty");
      expect(error.partial?.text).toBe(partial);
      expect(error.message).not.toMatch(/[\r\n]/);
      await stream.closed;
      expect(scene.requests?.() ?? 0).toBeLessThanOrEqual(1);
      expect(scene.connections?.() ?? 0).toBeLessThanOrEqual(3);
      expect(renderings(error) + logged.join("\n")).not.toContain("CANARY");
      expect(renderings(error)).not.toContain(
        Buffer.from("me:CANARY-proxy-password").toString("base64"),
      );
    },
  );
});

describe("F1: what the request may not ask for", () => {
  test.each([
    ["a capability that is ruled out", { temperature: 1 }, "not_supported"],
    ["a bad option", { topP: "much" }, "invalid_request"],
  ])("%s: nothing is sent", async (_, more, code) => {
    await using server = await upstream(CHUNKED);
    const faulty = new Faulty({ baseUrl: `http://127.0.0.1:${server.port}` });
    const call = faulty.createAsyncGenerator({ ...request, ...(more as object) });
    await expect(call.collect()).rejects.toMatchObject({
      code,
      phase: "prepare",
      retryable: false,
    });
    expect(server.connections).toBe(0);
  });
});

describe("F33, F34: the marker is the end, and nothing else is", () => {
  const full = CHUNKED + chunk(hello + stop);
  const rows: readonly (readonly [string, string | Parameters<typeof upstream>[0], string])[] = [
    ["an open socket after it", full, "hello"],
    ["RST after it", (socket) => void socket.write(full, () => socket.resetAndDestroy()), "hello"],
    ["garbage after it", `${full}zzzz\r\n`, "hello"],
    ["more text after it", CHUNKED + chunk(hello + stop + hello), "hello"],
    ["text that looks like it", CHUNKED + chunk(event({ text: "[DONE]" }) + stop), "[DONE]"],
    [
      "a close-delimited body that held it",
      (socket) => void socket.end(UNFRAMED + hello + stop),
      "hello",
    ],
    [
      "it, split at every byte",
      (socket) => {
        socket.write(CHUNKED);
        for (const byte of hello + stop) socket.write(chunk(byte));
      },
      "hello",
    ],
  ];
  test.each(rows)("%s", async (_, respond, text) => {
    await using server = await upstream(respond);
    const faulty = new Faulty({ baseUrl: `http://127.0.0.1:${server.port}` });
    const stream = faulty.createAsyncGenerator(request);
    expect(await stream.collect()).toMatchObject({ text, finishReason: "stop" });
    await stream.closed;
    expect(server.requests).toBe(1);
  });
});

describe("F36, F37: the reader leaves", () => {
  const endless = CHUNKED + chunk(hello);
  const leave: readonly (readonly [
    string,
    (stream: ReturnType<Faulty["createAsyncGenerator"]>) => Promise<unknown>,
  ])[] = [
    [
      "break",
      async (stream) => {
        for await (const _ of stream) break;
      },
    ],
    [
      "return()",
      async (stream) => {
        await stream.next();
        await stream.return();
      },
    ],
    [
      "throw()",
      async (stream) => {
        await stream.next();
        await expect(stream.throw(new Error("mine"))).rejects.toThrow("mine");
      },
    ],
    [
      "return() with a pull pending",
      async (stream) => {
        await stream.next();
        const pending = stream.next();
        await stream.return();
        expect(await pending).toEqual({ done: true, value: undefined });
      },
    ],
    [
      "cancelling a web stream",
      async (stream) => {
        const reader = stream.toReadableStream().getReader();
        await reader.read();
        await reader.cancel();
      },
    ],
    [
      "never reading again",
      async (stream) => {
        await stream.next();
        await stream.closed;
      },
    ],
  ];
  test.each(leave)(
    "%s: upstream is cut, the result says aborted and keeps the text",
    async (_, how) => {
      await using server = await upstream(endless);
      const faulty = new Faulty({
        baseUrl: `http://127.0.0.1:${server.port}`,
        deadlines: { unread: 40 },
      });
      const stream = faulty.createAsyncGenerator(request);
      await how(stream);
      await expect(stream.result).rejects.toMatchObject({
        code: "aborted",
        partial: { text: "hello", usage: { exact: false } },
      });
      await server.idle();
    },
  );
});

test("R1: cut after every byte of an answer, no cut one counts as finished", async () => {
  const body = hello + event({ text: " wörld" }) + stop;
  const whole = Buffer.from(body);
  for (let length = 0; length < whole.length; length++) {
    await using server = await upstream((socket) => {
      socket.write(UNFRAMED);
      socket.end(whole.subarray(0, length));
    });
    const faulty = new Faulty({ baseUrl: `http://127.0.0.1:${server.port}` });
    const outcome = await faulty
      .createAsyncGenerator(request)
      .collect()
      .then(
        ({ text }) => text,
        (error: ProviderError) => error.code,
      );
    // The last line end only closes the event that was complete without it.
    expect(`${length}: ${outcome}`).toBe(`${length}: truncated`);
  }
});
