import type { Dialect } from "../dialect.ts";
import type { Answer, Upstream, UpstreamTransport } from "../upstream.ts";
import type { Certificate } from "./certificates.ts";
import { Connections } from "./connections.ts";
import { Desk } from "./desk.ts";
import { encodeBody, isBytes } from "./encode-body.ts";
import { openMemory } from "./open-memory.ts";
import { openServer } from "./open-server.ts";

/** What a simulated upstream is. */
export interface SimulateOptions {
  readonly dialect: Dialect;
  /** Default: `tcp`. */
  readonly transport?: UpstreamTransport;
  /** The answers to the first calls; the last one repeats. Default: an error of status 500. */
  readonly answers?: readonly Answer[];
  /** What it shows where the transport is TLS. Default: `validLeaf`, which the settings trust. */
  readonly certificate?: Certificate;
}

/**
 * Starts an upstream that talks as the dialect says and answers as it is told with `play`. It listens on
 * a free port of 127.0.0.1, alone or behind a proxy, or stays in memory; `close` (or `await using`) ends it
 * with every connection.
 */
export async function simulate(options: SimulateOptions): Promise<Upstream> {
  const { dialect, transport = "tcp", answers = [] } = options;
  const desk = new Desk(dialect);
  desk.play(answers);
  const connections = new Connections();
  const way =
    transport === "memory"
      ? openMemory(desk, connections)
      : await openServer(desk, connections, transport, options.certificate);
  const baseUrl = `${way.baseUrl}${dialect.basePath ?? ""}`;
  return {
    dialect,
    transport,
    baseUrl,
    settings: { ...way.settings, baseUrl },
    play: (...next) => desk.play(next),
    calls: desk.calls,
    requests: desk.requests,
    get connections() {
      return connections.made;
    },
    get open() {
      return connections.open;
    },
    called: (index = 0) => desk.called(index),
    idle: () => connections.idle(),
    bytesOf: (script, asked = { messages: [] }) =>
      Buffer.concat(encodeBody(dialect, script, asked).filter(isBytes)),
    close: way.close,
    [Symbol.asyncDispose]: way.close,
  };
}
