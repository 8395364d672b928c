import type { CallRequest } from "@g4f/core";

import type { Case } from "../case.ts";
import { expectEqual, expectError, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { delivered, STOP, text } from "./answers.ts";
import { expectFew, expectUnreached, http } from "./connect.ts";
import { answering, listener } from "./listener.ts";

/** More than the buffers of two sockets on loopback hold. */
const LONG: Partial<CallRequest> = {
  messages: [{ role: "user", content: "x".repeat(8_000_000) }],
};

const AGAIN = { code: "network", retryable: true } as const;

/** An exchange that breaks between the first byte of the request and the last one of the headers. */
export const EXCHANGE: readonly Case[] = [
  {
    id: "connect.send.reset",
    level: "core",
    rule: "A connection reset while the request is sent is `network`, and a reason to try again.",
    proves: ["F12"],
    run: async (bench) => {
      const server = await listener(
        bench,
        (socket) => void socket.once("data", () => socket.resetAndDestroy()),
      );
      const want = { ...AGAIN, phase: ["send", "headers"] } as const;
      await expectUnreached(bench, { baseUrl: http(bench, server.port) }, want, LONG);
      await expectFew(bench, server);
    },
  },
  {
    id: "connect.send.early-status",
    level: "core",
    rule: "An error status that comes while the request is still being sent is told, and sending stops.",
    proves: ["F13"],
    run: async (bench) => {
      const body = '{"error":{"message":"too large"}}';
      const server = await listener(bench, (socket) => {
        socket.once("data", () => {
          socket.pause();
          socket.write(`HTTP/1.1 413 Big\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
        });
      });
      const want = { code: "context_length", retryable: false, status: 413 } as const;
      await expectUnreached(bench, { baseUrl: http(bench, server.port) }, want, LONG);
    },
  },
  ...(["close", "reset"] as const).map((connection): Case => ({
    id: `connect.headers.${connection}`,
    level: "core",
    rule: `A connection that is ${connection === "close" ? "closed" : "reset"} before the headers is \`network\`, and a reason to try again; the provider itself does not.`,
    proves: ["F14", "R14"],
    run: async (bench) => {
      const outcome = await bench.ask({ connection }, { transport: "tcp" });
      expectError(outcome, { ...AGAIN, phase: "headers" });
      expectEqual(outcome.upstream.calls.length, 1, "the number of requests for an answer");
    },
  })),
  {
    id: "connect.headers.garbage",
    level: "core",
    rule: "What is not HTTP is `protocol`, and no reason to try again.",
    proves: ["F16"],
    run: async (bench) => {
      const outcome = await bench.ask({ connection: "garbage" }, { transport: "tcp" });
      expectError(outcome, { code: "protocol", retryable: false, phase: "headers" });
    },
  },
  {
    id: "connect.headers.oversize",
    level: "core",
    rule: "Headers over their cap are `protocol`.",
    proves: ["F16", "§2.5 caps"],
    run: async (bench) => {
      const headers = { "x-large": "x".repeat(40_000) };
      const answer = delivered([text("never"), STOP], { headers });
      const outcome = await bench.ask(answer, { transport: "tcp" });
      expectError(outcome, { code: "protocol", retryable: false, phase: "headers" });
      expectThat(!(outcome.error?.message.includes("xxxx") ?? true), {
        message: "the message shows the header",
        received: show(outcome.error?.message),
        expected: "a message without it",
      });
    },
  },
  {
    id: "connect.headers.two-lengths",
    level: "core",
    rule: "A response that is framed in two ways at once is `protocol`: its end could be anywhere.",
    proves: ["F16"],
    run: async (bench) => {
      const head = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n";
      const server = await listener(bench, answering(`${head}5\r\nhello\r\n0\r\n\r\n`));
      const want = { code: "protocol", retryable: false, phase: "headers" } as const;
      await expectUnreached(bench, { baseUrl: http(bench, server.port) }, want);
    },
  },
];
