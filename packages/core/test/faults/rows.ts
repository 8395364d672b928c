import type { Socket } from "node:net";

import type { CommonRequest, ErrorCode, ErrorPhase, ProviderSettings } from "../../src/index.ts";
import { undiciTransport } from "../../src/index.ts";
import { blackHole } from "../support/black-hole.ts";
import { proxyServer } from "../support/proxy-server.ts";
import { rawServer } from "../support/raw-server.ts";
import { expiredLeaf, testCa, wrongNameLeaf } from "../support/tls.ts";
import { answer, chunk, CHUNKED, event, hello, stop, UNFRAMED, upstream } from "./wire.ts";

/** What a row of the fault table is set up with, and what must be true of it. */
export interface Fault {
  readonly id: string;
  readonly name: string;
  readonly code: ErrorCode;
  readonly phase: ErrorPhase;
  readonly retryable: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number;
  /** Text that was delivered before it. */
  readonly partial?: string;
  readonly setup: () => Promise<Scene>;
}

/** A provider's settings, the request, and who must not be asked more than once. */
interface Scene extends AsyncDisposable {
  readonly settings: ProviderSettings;
  readonly request?: Partial<CommonRequest>;
  /** Requests that arrived upstream. */
  readonly requests?: () => number;
  /** Connections that were made for the call. */
  readonly connections?: () => number;
}

const soon = { firstEvent: 60, idle: 60 };
const connecting = { connect: 60 };
const http = (port: number): string => `http://127.0.0.1:${port}`;

/** An upstream that answers like this. */
function replies(respond: string | ((socket: Socket) => void), more: Partial<Scene> = {}) {
  return async (): Promise<Scene> => {
    const server = await upstream(respond);
    return {
      settings: { baseUrl: http(server.port), ...more.settings },
      ...(more.request === undefined ? {} : { request: more.request }),
      requests: () => server.requests,
      connections: () => server.connections,
      [Symbol.asyncDispose]: () => server.close(),
    };
  };
}

/** A server that speaks TLS, or something else, with a certificate of the test's own authority. */
function secure(listen: () => ReturnType<typeof rawServer>, deadlines = {}) {
  return async (): Promise<Scene> => {
    const server = await listen();
    return {
      settings: { baseUrl: `https://127.0.0.1:${server.port}`, tls: { ca: testCa }, deadlines },
      connections: () => server.connections,
      [Symbol.asyncDispose]: () => server.close(),
    };
  };
}

/** Names that are looked up like this. */
function lookup(code: string) {
  return async (): Promise<Scene> => {
    const transport = undiciTransport({
      lookup: (_, __, callback) => callback(Object.assign(new Error(code), { code }), "", 0),
    });
    return {
      settings: { baseUrl: "http://api.faulty.test", transport },
      [Symbol.asyncDispose]: () => transport.close(),
    };
  };
}

/** A proxy that treats CONNECT like this. */
function proxied(treat: (socket: Socket) => void, deadlines = {}) {
  return async (): Promise<Scene> => {
    const server = await proxyServer({ answer: treat });
    const proxy = server.url("me:CANARY-proxy-password@").href;
    return {
      settings: { baseUrl: "https://127.0.0.1:9", proxy, deadlines },
      connections: () => server.connections,
      [Symbol.asyncDispose]: () => server.close(),
    };
  };
}

const cut = (text: string, how: "end" | "resetAndDestroy") => (socket: Socket) =>
  void socket.write(text, () => setImmediate(() => socket[how]()));
const drip = (text: string, every: string) => (socket: Socket) => {
  socket.write(text);
  const timer = setInterval(() => socket.write(every), 10);
  socket.once("close", () => clearInterval(timer));
};

const network = { code: "network", retryable: true } as const;
const fatal = { code: "network", retryable: false } as const;
const timeout = { code: "timeout", retryable: true } as const;
const protocol = { code: "protocol", retryable: false } as const;

const reaching: readonly Fault[] = [
  {
    id: "F2",
    name: "no slot in time",
    ...timeout,
    phase: "connect",
    setup: async () => ({
      settings: {
        // The first call of a process also loads its schemas.
        deadlines: { firstEvent: 500 },
        transport: { request: () => new Promise(() => {}), close: async () => {} },
      },
      [Symbol.asyncDispose]: async () => {},
    }),
  },
  {
    id: "F3",
    name: "the name does not exist",
    ...fatal,
    phase: "connect",
    setup: lookup("ENOTFOUND"),
  },
  {
    id: "F4",
    name: "the name server does not answer",
    ...network,
    phase: "connect",
    setup: lookup("EAI_AGAIN"),
  },
  {
    id: "F5",
    name: "refused",
    ...network,
    phase: "connect",
    setup: async () => {
      const server = await rawServer(() => {});
      await server.close();
      return { settings: { baseUrl: http(server.port) }, [Symbol.asyncDispose]: async () => {} };
    },
  },
  {
    id: "F6",
    name: "black hole",
    ...timeout,
    phase: "connect",
    setup: async () => {
      const hole = await blackHole();
      return {
        settings: { baseUrl: http(hole.port), deadlines: connecting },
        [Symbol.asyncDispose]: () => hole[Symbol.asyncDispose](),
      };
    },
  },
  {
    id: "F7",
    name: "the proxy is down",
    ...network,
    phase: "proxy",
    setup: async () => {
      const server = await rawServer(() => {});
      await server.close();
      return {
        settings: { baseUrl: "https://127.0.0.1:9", proxy: http(server.port) },
        [Symbol.asyncDispose]: async () => {},
      };
    },
  },
  {
    id: "F7",
    name: "the proxy answers 502 to CONNECT",
    ...network,
    phase: "proxy",
    setup: proxied((socket) => socket.end("HTTP/1.1 502 Bad\r\n\r\n")),
  },
  {
    id: "F7",
    name: "the proxy answers 503 to CONNECT",
    ...network,
    phase: "proxy",
    setup: proxied((socket) => socket.end("HTTP/1.1 503 Busy\r\n\r\n")),
  },
  ...[401, 403, 407].map((status): Fault => ({
    id: "F8",
    name: `the proxy answers ${status}`,
    ...fatal,
    phase: "proxy",
    setup: proxied((socket) => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)),
  })),
  {
    id: "F9",
    name: "CONNECT hangs",
    ...timeout,
    phase: "proxy",
    setup: proxied(() => {}, connecting),
  },
  {
    id: "F9",
    name: "CONNECT drips",
    ...timeout,
    phase: "proxy",
    setup: proxied(drip("HTTP/1.1 200 OK\r\nx: ", "x"), connecting),
  },
  {
    id: "F9",
    name: "CONNECT is cut off",
    ...network,
    phase: "proxy",
    setup: proxied((socket) => socket.end("HTTP/1.1 200")),
  },
  {
    id: "F10",
    name: "plain text where TLS is due",
    ...fatal,
    phase: "tls",
    setup: secure(() => rawServer((socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\n"))),
  },
  {
    id: "F10",
    name: "an expired certificate",
    ...fatal,
    phase: "tls",
    setup: secure(() => rawServer(() => {}, { tls: expiredLeaf })),
  },
  {
    id: "F10",
    name: "a certificate for another name",
    ...fatal,
    phase: "tls",
    setup: secure(() => rawServer(() => {}, { tls: wrongNameLeaf })),
  },
  {
    id: "F11",
    name: "the handshake hangs",
    ...timeout,
    phase: "tls",
    setup: secure(() => rawServer(() => {}), connecting),
  },
];

const long = { messages: [{ role: "user" as const, content: "x".repeat(8_000_000) }] };

const sending: readonly Fault[] = [
  {
    id: "F12",
    name: "reset while sending",
    ...network,
    phase: "headers",
    setup: async () => {
      const server = await rawServer(
        (socket) => void socket.once("data", () => socket.resetAndDestroy()),
      );
      return {
        settings: { baseUrl: http(server.port) },
        request: long,
        connections: () => server.connections,
        [Symbol.asyncDispose]: () => server.close(),
      };
    },
  },
  {
    id: "F13",
    name: "413 during the upload",
    code: "context_length",
    retryable: false,
    phase: "status",
    status: 413,
    setup: async () => {
      const server = await rawServer(
        (socket) =>
          void socket.once("data", () => {
            socket.pause();
            socket.write(answer(413, '{"error":"too large"}'));
          }),
      );
      return {
        settings: { baseUrl: http(server.port) },
        request: long,
        connections: () => server.connections,
        [Symbol.asyncDispose]: () => server.close(),
      };
    },
  },
  {
    id: "F14",
    name: "FIN before the headers",
    ...network,
    phase: "headers",
    setup: replies((socket) => void socket.end()),
  },
  {
    id: "F14",
    name: "RST before the headers",
    ...network,
    phase: "headers",
    setup: replies((socket) => void socket.resetAndDestroy()),
  },
  {
    id: "F15",
    name: "no headers in time",
    ...timeout,
    phase: "headers",
    setup: replies(() => {}, { request: { deadlines: soon } }),
  },
  {
    id: "F16",
    name: "garbage",
    ...protocol,
    phase: "headers",
    setup: replies("\u0001\u0002 not HTTP at all\r\n\r\n"),
  },
  {
    id: "F16",
    name: "an oversize header",
    ...protocol,
    phase: "headers",
    setup: replies(`HTTP/1.1 200 OK\r\nx: ${"x".repeat(40_000)}\r\n\r\n`),
  },
  {
    id: "F16",
    name: "content-length and chunked",
    ...protocol,
    phase: "headers",
    setup: replies(
      `HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n${chunk(hello)}0\r\n\r\n`,
    ),
  },
  {
    id: "F16",
    name: "a bad chunk",
    ...protocol,
    phase: "stream",
    setup: replies(`${CHUNKED}zz\r\n${hello}`),
  },
];

const e = (error: object): string => JSON.stringify({ error });

const judged: readonly Fault[] = [
  ...(
    [
      [400, "invalid_request"],
      [401, "auth"],
      [403, "permission"],
      [404, "model_not_found"],
      [410, "model_gone"],
      [413, "context_length"],
      [422, "invalid_request"],
    ] as const
  ).map(([status, code]): Fault => ({
    id: "F17",
    name: String(status),
    code,
    retryable: false,
    phase: "status",
    status,
    setup: replies(answer(status, e({ message: "no: sk-CANARY-key" }))),
  })),
  {
    id: "F18",
    name: "402",
    code: "quota",
    retryable: false,
    phase: "status",
    status: 402,
    setup: replies(answer(402, "")),
  },
  {
    id: "F18",
    name: "429 for want of money",
    code: "quota",
    retryable: false,
    phase: "status",
    status: 429,
    setup: replies(answer(429, e({ code: "insufficient_quota" }))),
  },
  {
    id: "F19",
    name: "429",
    code: "rate_limit",
    retryable: true,
    phase: "status",
    status: 429,
    retryAfterMs: 20_000,
    setup: replies(answer(429, "", "retry-after: 20\r\n")),
  },
  ...(
    [
      [408, "timeout"],
      [409, "upstream"],
      [425, "upstream"],
      [500, "upstream"],
      [502, "upstream"],
      [503, "overloaded"],
      [504, "timeout"],
      [529, "overloaded"],
    ] as const
  ).map(([status, code]): Fault => ({
    id: "F20",
    name: String(status),
    code,
    retryable: true,
    phase: "status",
    status,
    setup: replies(answer(status, "<html>sk-CANARY-key</html>")),
  })),
  {
    id: "F21",
    name: "a redirect",
    ...protocol,
    phase: "status",
    status: 307,
    setup: replies(answer(307, "", "location: http://127.0.0.1:9/\r\n")),
  },
  {
    id: "F22",
    name: "200 with a page",
    ...protocol,
    phase: "status",
    status: 200,
    setup: replies(answer(200, "<html>sk-CANARY-key</html>", "content-type: text/html\r\n")),
  },
  {
    id: "F22",
    name: "200 with nothing",
    ...protocol,
    phase: "status",
    status: 200,
    setup: replies(answer(200, "", "content-type: text/event-stream\r\n")),
  },
  {
    id: "F23",
    name: "200 with a JSON error",
    code: "overloaded",
    retryable: true,
    phase: "stream",
    setup: replies(
      answer(200, e({ type: "overloaded_error" }), "content-type: application/json\r\n"),
    ),
  },
];

const begun = CHUNKED + chunk(hello);
const late = { partial: "hello", retryable: false, phase: "stream" } as const;

const streaming: readonly Fault[] = [
  {
    id: "F24",
    name: "silence",
    ...timeout,
    phase: "first_event",
    setup: replies(CHUNKED, { request: { deadlines: soon } }),
  },
  {
    id: "F24",
    name: "only pings",
    ...timeout,
    phase: "first_event",
    setup: replies(drip(CHUNKED, chunk(": ping\n\n")), { request: { deadlines: soon } }),
  },
  {
    id: "F25",
    name: "an error event at once",
    code: "rate_limit",
    retryable: true,
    phase: "stream",
    setup: replies(CHUNKED + chunk(event({ error: { type: "rate_limit_error" } }))),
  },
  {
    id: "F26",
    name: "cut before content, close-delimited",
    code: "truncated",
    retryable: true,
    phase: "first_event",
    setup: replies((socket) => void socket.end(UNFRAMED)),
  },
  {
    id: "F26",
    name: "cut before content, chunked",
    ...network,
    phase: "stream",
    setup: replies(cut(CHUNKED, "end")),
  },
  {
    id: "F26",
    name: "malformed before content",
    ...protocol,
    phase: "stream",
    setup: replies(CHUNKED + chunk(event("{"))),
  },
  {
    id: "F27",
    name: "an error event after content",
    code: "overloaded",
    ...late,
    setup: replies(begun + chunk(event({ error: { type: "overloaded_error" } }))),
  },
  { id: "F28", name: "FIN, chunked", code: "network", ...late, setup: replies(cut(begun, "end")) },
  {
    id: "F28",
    name: "RST, chunked",
    code: "network",
    ...late,
    setup: replies(cut(begun, "resetAndDestroy")),
  },
  {
    id: "F28",
    name: "FIN, content-length",
    code: "network",
    ...late,
    setup: replies(cut(`HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n${hello}`, "end")),
  },
  {
    id: "F29",
    name: "FIN, close-delimited",
    code: "truncated",
    ...late,
    setup: replies((socket) => void socket.end(UNFRAMED + hello)),
  },
  {
    id: "F29",
    name: "RST, close-delimited",
    code: "truncated",
    ...late,
    setup: replies(cut(UNFRAMED + hello, "resetAndDestroy")),
  },
  {
    id: "F30",
    name: "a stall",
    code: "timeout",
    ...late,
    setup: replies(begun, { request: { deadlines: soon } }),
  },
  {
    id: "F30",
    name: "bytes without events",
    code: "timeout",
    ...late,
    setup: replies(drip(begun, chunk("d")), { request: { deadlines: soon } }),
  },
  {
    id: "F31",
    name: "malformed JSON",
    code: "protocol",
    ...late,
    setup: replies(begun + chunk(event('{"text":'))),
  },
  {
    id: "F31",
    name: "tool arguments cut",
    code: "protocol",
    ...late,
    phase: "end",
    partial: "",
    setup: replies(CHUNKED + chunk(event({ args: '{"a":' }) + stop)),
  },
  {
    id: "F32",
    name: "an event over the cap",
    code: "protocol",
    ...late,
    setup: replies(begun + chunk(`data: ${"x".repeat(70_000)}\n\n`)),
  },
  {
    id: "F32",
    name: "an endless line",
    code: "protocol",
    ...late,
    setup: replies(drip(begun, chunk("x".repeat(40_000)))),
  },
  {
    id: "F32",
    name: "nested too deep",
    code: "protocol",
    ...late,
    setup: replies(begun + chunk(event(`${"[".repeat(200)}${"]".repeat(200)}`))),
  },
  {
    id: "F35",
    name: "[DONE] without a reason",
    code: "truncated",
    ...late,
    setup: replies(begun + chunk(event("[DONE]"))),
  },
  {
    id: "F34",
    name: "something that begins like the marker",
    code: "protocol",
    ...late,
    setup: replies(begun + chunk(event("[DONE]x"))),
  },
];

/** Every row of the table that a provider can meet alone, and that ends in an error. */
export const FAULTS: readonly Fault[] = [...reaching, ...sending, ...judged, ...streaming];
