import type { Socket } from "node:net";

import {
  AsyncGeneratorProvider,
  defineManifest,
  parseJson,
  sse,
  type Chunk,
  type ProviderContext,
  type ProviderRequest,
  type ProviderSettings,
} from "../../src/index.ts";
import { onRequest, rawServer, type RawServer } from "../support/raw-server.ts";

interface WireEvent {
  readonly text?: string;
  readonly args?: string;
  readonly call?: string;
  readonly error?: object;
  readonly reason?: "stop" | "length";
}

/** A provider as a stranger would write it: JSON events, and a finish event as the only proof of the end. */
export class Faulty extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Faulty",
    url: "https://faulty.test",
    baseUrl: "https://faulty.test",
    working: true,
    supports: { temperature: false },
  });

  constructor(settings: ProviderSettings = {}) {
    super(settings);
  }

  protected override async *generate(
    request: ProviderRequest,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { body } = await http.post("chat", { messages: request.messages });
    let open = "";
    for await (const { data } of sse(body, { maxEventBytes: 64 * 1024 })) {
      if (data === "") continue;
      if (data === "[DONE]") return;
      const said = parseJson(data) as WireEvent;
      if (said.error !== undefined) throw errorFrom(said);
      if (said.text !== undefined) yield said.text;
      if (said.args !== undefined) {
        open += said.args;
        yield { type: "tool-call-delta", index: 0, argumentsDelta: said.args };
      }
      if (said.call !== undefined) {
        yield { type: "tool-call", index: 0, id: "1", name: said.call, arguments: open };
      }
      if (said.reason !== undefined) return yield { type: "finish", reason: said.reason };
    }
  }
}

/** One SSE event of that wire. */
export function event(value: WireEvent | string): string {
  return `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
}

export const hello: string = event({ text: "hello" });
export const stop: string = event({ reason: "stop" });

/** The head of a chunked event stream. */
export const CHUNKED =
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
/** The head of an event stream that only the end of the connection delimits. */
export const UNFRAMED =
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

/** One chunk of a chunked body. */
export function chunk(data: string): string {
  return `${Buffer.byteLength(data).toString(16)}\r\n${data}\r\n`;
}

/** A complete response with a status and a body. */
export function answer(status: number, body: string, headers = ""): string {
  return `HTTP/1.1 ${status} X\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
}

/** An upstream that counts the requests it was sent. */
export interface Upstream extends RawServer {
  readonly requests: number;
}

/** Answers each request with bytes, or as told. */
export async function upstream(respond: string | ((socket: Socket) => void)): Promise<Upstream> {
  let requests = 0;
  const server = await rawServer((socket) => {
    onRequest(socket, () => {
      requests++;
      if (typeof respond === "string") socket.write(respond);
      else respond(socket);
    });
  });
  return Object.defineProperty(Object.create(server) as Upstream, "requests", {
    get: () => requests,
  });
}
