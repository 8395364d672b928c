import type { Socket } from "node:net";

import type { ProviderSettings } from "@g4f/core";

import type { Bench, Case, ExpectedError } from "../case.ts";
import { expectEqual, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";
import { baseUrl, expectUnreached } from "./connect.ts";
import { closing, deadPort, listener } from "./listener.ts";

const LIMIT = { connect: 60 };
const SOON = 2_500;
const DRIP_MS = 10;
const MOST = 3;

/** A call through a proxy that does this with each connection; the error that it ends with. */
async function expectRefused(
  bench: Bench,
  serve: (socket: Socket) => void,
  want: ExpectedError,
  settings: ProviderSettings = {},
): Promise<void> {
  const server = await listener(bench, serve);
  const proxy = `http://me:${bench.canaries.password}@127.0.0.1:${server.port}`;
  const url = baseUrl(bench, "https://127.0.0.1:9");
  await expectUnreached(bench, { baseUrl: url, proxy, ...settings }, { phase: "proxy", ...want });
  expectThat(server.connections > 0 && server.connections <= MOST, {
    message: "the proxy was connected to too often, or not at all",
    received: `${server.connections} connections`,
    expected: `1 to ${MOST}`,
  });
  await bench.within(SOON, "every connection to the proxy is closed", server.idle());
}

function status(code: number): string {
  return `HTTP/1.1 ${code} No\r\ncontent-length: 0\r\n\r\n`;
}

/** A proxy between provider and upstream. */
export const PROXY: readonly Case[] = [
  {
    id: "connect.proxy.down",
    level: "core",
    rule: "Where the proxy is down the call fails: upstream is never connected to without it.",
    proves: ["F7", "R18", "langchainjs#1454"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("direct"), { transport: "tcp" });
      const proxy = `http://127.0.0.1:${await deadPort()}`;
      const want = { code: "network", retryable: true, phase: "proxy" } as const;
      await expectUnreached(bench, { ...upstream.settings, proxy }, want);
      expectEqual(upstream.connections, 0, "the number of direct connections");
    },
  },
  {
    id: "connect.proxy.used",
    level: "core",
    rule: "A request to plain HTTP goes through the proxy in absolute-form, with the proxy's credentials for it alone.",
    proves: ["R18", "R2"],
    run: async (bench) => {
      let head = "";
      const serve = (socket: Socket): void =>
        void socket.once("data", (bytes: Buffer) => {
          head = bytes.toString("latin1");
          socket.end(`HTTP/1.1 407 No\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n`);
        });
      const server = await listener(bench, serve);
      const proxy = `http://me:${bench.canaries.password}@127.0.0.1:${server.port}`;
      const url = baseUrl(bench, "http://upstream.invalid");
      const want = { code: "network", retryable: false, phase: "proxy" } as const;
      await expectUnreached(bench, { baseUrl: url, proxy }, want);
      expectThat(/^\w+ http:\/\/upstream\.invalid\//.test(head), {
        message: "the request is not in absolute-form",
        received: show(head.split("\r\n", 1)[0]),
        expected: "a request line with http://upstream.invalid/",
      });
      const basic = Buffer.from(`me:${bench.canaries.password}`).toString("base64");
      expectThat(new RegExp(`^proxy-authorization: Basic ${basic}\r?$`, "im").test(head), {
        message: "the proxy was not told who asks",
        received: "no such header",
        expected: "proxy-authorization: Basic …",
      });
    },
  },
  {
    id: "connect.proxy.unavailable",
    level: "core",
    rule: "A proxy that answers 502 or 503 to CONNECT is a fault of the network, and a reason to try again.",
    proves: ["F7"],
    run: async (bench) => {
      for (const code of [502, 503]) {
        const want = { code: "network", retryable: true } as const;
        await expectRefused(bench, closing(status(code)), want);
      }
    },
  },
  {
    id: "connect.proxy.auth",
    level: "core",
    rule: "A proxy that refuses its credentials is `network`, never `auth`: the provider's key is good.",
    proves: ["F8", "R8"],
    run: async (bench) => {
      for (const code of [401, 403, 407]) {
        const want = { code: "network", retryable: false } as const;
        await expectRefused(bench, closing(status(code)), want);
      }
    },
  },
  {
    id: "connect.proxy.hang",
    level: "core",
    rule: "A CONNECT that hangs ends with the connect limit, and its socket is freed.",
    proves: ["F9", "R4", "undici#3897"],
    run: async (bench) => {
      const want = { code: "timeout", retryable: true } as const;
      await expectRefused(bench, (socket) => void socket.resume(), want, { deadlines: LIMIT });
    },
  },
  {
    id: "connect.proxy.drip",
    level: "core",
    rule: "A CONNECT that drips ends with the connect limit: bytes are no progress.",
    proves: ["F9", "R4"],
    run: async (bench) => {
      const drip = (socket: Socket): void =>
        void socket.once("data", () => {
          socket.write("HTTP/1.1 200 OK\r\nx: ");
          const timer = setInterval(() => socket.write("x"), DRIP_MS);
          socket.once("close", () => clearInterval(timer));
        });
      const want = { code: "timeout", retryable: true } as const;
      await expectRefused(bench, drip, want, { deadlines: LIMIT });
    },
  },
  {
    id: "connect.proxy.cut",
    level: "core",
    rule: "A CONNECT that is cut off is `network`, and is not repeated without end.",
    proves: ["F9", "undici#3897"],
    run: async (bench) => {
      for (const serve of [
        closing("HTTP/1.1 200"),
        (socket: Socket) => void socket.once("data", () => socket.resetAndDestroy()),
      ]) {
        await expectRefused(bench, serve, { code: "network", retryable: true });
      }
    },
  },
];
