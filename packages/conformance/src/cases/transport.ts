import { brotliCompressSync, gzipSync } from "node:zlib";

import type { Bench, Case } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import type { Delivery, UpstreamTransport } from "../upstream.ts";
import { delivered, says, STOP, text } from "./answers.ts";
import { expectSaid, SAID, SCRIPT } from "./body.ts";

const PROVES = ["§6 transports"];

function over(transport: UpstreamTransport, rule: string, proves: readonly string[] = []): Case {
  return {
    id: `transport.${transport}`,
    level: "core",
    rule,
    proves: [...PROVES, ...proves],
    run: async (bench) => {
      const outcome = await bench.ask({ script: SCRIPT }, { transport });
      expectFinished(outcome, { text: SAID });
      expectEqual(outcome.upstream.calls.length, 1, "the number of requests for an answer");
    },
  };
}

function frame(how: NonNullable<Delivery["frame"]>, rule: string): Case {
  return {
    id: `transport.frame.${how}`,
    level: "core",
    rule,
    proves: [...PROVES, "R1"],
    run: async (bench) => {
      const outcome = await bench.ask(delivered(SCRIPT, { frame: how }), { transport: "tcp" });
      expectFinished(outcome, { text: SAID });
    },
  };
}

/** Makes a few calls, one after the other; a new connection for each would be one for each. */
async function expectReused(bench: Bench, transport: UpstreamTransport): Promise<void> {
  const upstream = await bench.upstream(says("again"), { transport });
  const provider = await bench.create(upstream);
  for (let call = 0; call < 6; call++) {
    const stream = bench.call(provider);
    expectFinished(await bench.read(stream), { text: "again" });
    await stream.closed;
  }
  expectThat(upstream.connections <= 2, {
    message: "connections are not used again",
    received: `${upstream.connections} connections for 6 calls`,
    expected: "1, or 2 at most",
  });
}

const CODINGS = [
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
] as const;

/** A call works over whatever carries it. */
export const TRANSPORT: readonly Case[] = [
  over("tcp", "A call is answered over TCP."),
  over("tls", "A call is answered over TLS by an upstream that a given authority vouches for."),
  over("proxy", "A call to plain HTTP is answered through an HTTP proxy.", ["R18"]),
  over("tls-proxy", "A call to HTTPS is answered through a tunnel of an HTTP proxy.", ["R18"]),
  frame("chunked", "A chunked body is read to its end."),
  frame("length", "A body of known length is read to its end."),
  frame("close", "A close-delimited body is read to its end."),
  {
    id: "transport.keep-alive",
    level: "core",
    rule: "A connection that an answer left whole carries the next call.",
    proves: [...PROVES, "§6 keep-alive reuse"],
    run: (bench) => expectReused(bench, "tcp"),
  },
  {
    id: "transport.keep-alive.tls",
    level: "core",
    rule: "Over TLS, too, a connection is used again.",
    proves: [...PROVES, "§6 keep-alive reuse"],
    run: (bench) => expectReused(bench, "tls"),
  },
  {
    id: "transport.after-cut",
    level: "core",
    rule: "A call after one whose connection broke is answered: nothing of the broken one is left.",
    proves: [...PROVES, "F28"],
    run: async (bench) => {
      const broken = delivered([text("a"), text("b"), STOP], { end: { at: 20, how: "rst" } });
      const upstream = await bench.upstream([broken, says("whole")], { transport: "tcp" });
      const provider = await bench.create(upstream);
      await bench.read(bench.call(provider));
      expectFinished(await bench.read(bench.call(provider)), { text: "whole" });
    },
  },
  {
    id: "transport.stray-bytes",
    level: "core",
    rule: "Bytes that an upstream sends behind its answer never reach the next call.",
    proves: [...PROVES, "F33", "§7 response desync"],
    run: async (bench) => {
      const stray = delivered([text("first"), STOP], { frame: "length", end: { how: "garbage" } });
      const upstream = await bench.upstream([stray, says("second")], { transport: "tcp" });
      const provider = await bench.create(upstream);
      const stream = bench.call(provider);
      expectFinished(await bench.read(stream), { text: "first" });
      await stream.closed;
      expectFinished(await bench.read(bench.call(provider)), { text: "second" });
    },
  },
  ...CODINGS.map(([coding, encode]): Case => ({
    id: `transport.coding.${coding}`,
    level: "core",
    rule: `A body that is coded with ${coding} is decoded or refused as \`protocol\`, and decoded where the request asked for it; its bytes are never text.`,
    proves: [...PROVES, "R32"],
    run: async (bench) => {
      const upstream = await bench.upstream(
        delivered([text("clear"), STOP], {
          headers: { "content-encoding": coding },
          transform: (body) => encode(body),
        }),
      );
      const outcome = await bench.read(bench.call(await bench.create(upstream)));
      const { request } = await upstream.called();
      const asked = request.headers["accept-encoding"]?.includes(coding) === true;
      if (asked || outcome.error === undefined) expectFinished(outcome, { text: "clear" });
      else expectError(outcome, { code: "protocol", retryable: false });
    },
  })),
  {
    id: "transport.type",
    level: "core",
    rule: "The media type of a stream counts in upper case, with parameters, and with a stray semicolon.",
    proves: [...PROVES, "§4.4 mime-trailing-semicolon"],
    framings: ["sse", "ndjson"],
    run: async (bench) => {
      const [type = ""] = bench.dialect.contentType.split(";", 1);
      for (const sent of [
        `${type};`,
        `${type}; charset=utf-8`,
        type.toUpperCase(),
        ` ${type} ; x=y`,
      ]) {
        await expectSaid(bench, { headers: { "content-type": sent } });
      }
    },
  },
];
