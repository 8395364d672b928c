import {
  undiciTransport,
  type CallRequest,
  type ProviderSettings,
  type Transport,
} from "@g4f/core";

import type { Bench, Case, ExpectedError } from "../case.ts";
import { expectEqual, expectError, expectThat } from "../expect.ts";
import { blackHole } from "../simulator/black-hole.ts";
import {
  expiredLeaf,
  selfSigned,
  testAuthority,
  validLeaf,
  wrongNameLeaf,
  type Certificate,
} from "../simulator/certificates.ts";
import { deadPort, listener, type Listener } from "./listener.ts";
import { secureListener } from "./secure-listener.ts";

/** Short for what is to run out; a call that is not held up takes less. */
const LIMIT = { connect: 60 };
/** Generous beside the limit and the 250 ms that the rules ask for. */
const SOON = 2_500;
const AGAIN = { code: "network", retryable: true } as const;
const NEVER = { code: "network", retryable: false } as const;

/** A call to a place that is no upstream; the error that it ends with. */
export async function expectUnreached(
  bench: Bench,
  settings: ProviderSettings,
  want: ExpectedError,
  request: Partial<CallRequest> = {},
): Promise<void> {
  const provider = await bench.create(undefined, { apiKey: bench.canaries.key, ...settings });
  const stream = bench.call(provider, request);
  const outcome = await bench.within(SOON, "the call is settled", bench.read(stream));
  const error = expectError(outcome, want);
  expectEqual(error.status, want.status, "the status");
  await bench.within(SOON, "`.closed`", stream.closed);
}

/** Where the provider finds its upstream, were there one. */
export function baseUrl({ dialect }: Bench, origin: string): string {
  return `${origin}${dialect.basePath ?? ""}`;
}

/** The same on a port of 127.0.0.1. */
export const http = (bench: Bench, port: number): string =>
  baseUrl(bench, `http://127.0.0.1:${port}`);

/** The call made few connections, and none is left. */
export async function expectFew(
  bench: Bench,
  { idle, connections }: Listener,
  most = 3,
): Promise<void> {
  expectThat(connections <= most, {
    message: "a call that fails must not go on connecting",
    received: `${connections} connections`,
    expected: `at most ${most}`,
  });
  await bench.within(SOON, "every connection is closed", idle());
}

function lookup(id: string, code: string, rule: string, want: ExpectedError, row: string): Case {
  return {
    id: `connect.name.${id}`,
    level: "core",
    rule,
    proves: [row, "R15"],
    run: async (bench) => {
      let asked = false;
      const transport = undiciTransport({
        lookup: (_, __, callback) => {
          asked = true;
          callback(Object.assign(new Error(code), { code }), "", 0);
        },
      });
      bench.defer(() => transport.close());
      const settings = { baseUrl: baseUrl(bench, "http://nowhere.invalid"), transport };
      const provider = await bench.create(undefined, { apiKey: bench.canaries.key, ...settings });
      const outcome = await bench.read(bench.call(provider));
      // What a provider with connections of its own is told of such a name is up to the system.
      expectError(outcome, asked ? want : { code: "network" });
    },
  };
}

function untrusted(id: string, leaf: Certificate, rule: string): Case {
  return {
    id: `connect.tls.${id}`,
    level: "core",
    rule,
    proves: ["F10", "R18"],
    run: async (bench) => {
      const { port } = await secureListener(bench, leaf);
      const settings = {
        baseUrl: baseUrl(bench, `https://127.0.0.1:${port}`),
        tls: { ca: testAuthority },
      };
      await expectUnreached(bench, settings, { ...NEVER, phase: "tls" });
    },
  };
}

/** An upstream that cannot be reached. */
export const CONNECT: readonly Case[] = [
  lookup(
    "unknown",
    "ENOTFOUND",
    "A host that does not exist is no reason to try again.",
    { ...NEVER, phase: "connect" },
    "F3",
  ),
  lookup(
    "later",
    "EAI_AGAIN",
    "A name server that fails for now is a reason to try again.",
    { ...AGAIN, phase: "connect" },
    "F4",
  ),
  {
    id: "connect.refused",
    level: "core",
    rule: "A refused connection is `network`, and a reason to try again.",
    proves: ["F5", "R15"],
    run: async (bench) => {
      const settings = { baseUrl: http(bench, await deadPort()) };
      await expectUnreached(bench, settings, { ...AGAIN, phase: "connect" });
    },
  },
  {
    id: "connect.black-hole",
    level: "core",
    rule: "Where nobody takes a connection up the call ends with the connect limit, and may be made again.",
    proves: ["F6", "R4"],
    run: async (bench) => {
      const hole = await blackHole();
      bench.defer(() => hole.close());
      const settings = { baseUrl: http(bench, hole.port), deadlines: LIMIT };
      const want = { code: "timeout", retryable: true, phase: "connect" } as const;
      await expectUnreached(bench, settings, want);
    },
  },
  {
    id: "connect.no-slot",
    level: "core",
    rule: "A request that is given no connection is no reason to wait: the clock runs from the call.",
    proves: ["F2", "R4", "§1.8"],
    run: async (bench) => {
      let asked = false;
      const transport: Transport = {
        request: ({ signal }) => {
          asked = true;
          return new Promise((_, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
          });
        },
        close: async () => {},
      };
      const settings = { baseUrl: http(bench, await deadPort()), transport };
      const provider = await bench.create(undefined, {
        apiKey: bench.canaries.key,
        ...settings,
        deadlines: { firstEvent: 100 },
      });
      const read = bench.read(bench.call(provider));
      const outcome = await bench.within(SOON, "the call is settled", read);
      // A provider with connections of its own finds nobody at the address.
      expectError(outcome, { code: asked ? "timeout" : "network", retryable: true });
    },
  },
  {
    id: "connect.tls.plain",
    level: "core",
    rule: "Plain text where TLS is due ends the call; nothing is sent in the clear.",
    proves: ["F10"],
    run: async (bench) => {
      let heard = "";
      const server = await listener(bench, (socket) => {
        socket.on("data", (bytes: Buffer) => (heard += bytes.toString("latin1")));
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
      });
      const settings = { baseUrl: baseUrl(bench, `https://127.0.0.1:${server.port}`) };
      await expectUnreached(bench, settings, { ...NEVER, phase: "tls" });
      expectEqual(heard.includes("HTTP/1.1"), false, "whether a request was sent in the clear");
    },
  },
  untrusted("expired", expiredLeaf, "An expired certificate is refused."),
  untrusted("wrong-name", wrongNameLeaf, "A certificate for another host is refused."),
  untrusted(
    "self-signed",
    selfSigned,
    "A certificate that no trusted authority signed is refused.",
  ),
  {
    id: "connect.tls.authority",
    level: "core",
    rule: "A private authority counts where it is given, and nowhere else.",
    proves: ["F10", "R18"],
    run: async (bench) => {
      const { port } = await secureListener(bench, validLeaf);
      const settings = { baseUrl: baseUrl(bench, `https://localhost:${port}`) };
      await expectUnreached(bench, settings, { ...NEVER, phase: "tls" });
    },
  },
  {
    id: "connect.tls.hang",
    level: "core",
    rule: "A handshake that hangs ends with the connect limit, and its socket is freed.",
    proves: ["F11", "R4"],
    run: async (bench) => {
      const server = await listener(bench, (socket) => void socket.resume());
      const settings = {
        baseUrl: baseUrl(bench, `https://127.0.0.1:${server.port}`),
        deadlines: LIMIT,
      };
      await expectUnreached(bench, settings, { code: "timeout", retryable: true, phase: "tls" });
      await expectFew(bench, server);
    },
  },
];
