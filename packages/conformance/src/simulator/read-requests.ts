import type { Socket } from "node:net";

import type { WireRequest } from "../dialect.ts";

const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");

/**
 * Reads the requests of a connection, one after the other; `take` has to be done with one before it is
 * told of the next. What is not HTTP/1.1 destroys the connection.
 */
export function readRequests(socket: Socket, take: (request: WireRequest) => Promise<void>): void {
  let bytes: Buffer = Buffer.alloc(0);
  let busy = false;
  const work = async (): Promise<void> => {
    busy = true;
    for (let found = parse(bytes); found !== undefined; found = parse(bytes)) {
      bytes = bytes.subarray(found.end);
      await take(found.request);
    }
    busy = false;
  };
  socket.on("data", (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    if (!busy) work().catch(() => socket.destroy());
  });
}

interface Found {
  readonly request: WireRequest;
  /** Where the next request begins. */
  readonly end: number;
}

/** The first whole request of `bytes`; undefined where there is none yet. */
function parse(bytes: Buffer): Found | undefined {
  const head = bytes.indexOf(HEAD_END);
  if (head === -1) return undefined;
  const [line = "", ...lines] = bytes.subarray(0, head).toString("latin1").split("\r\n");
  const [method, target, version] = line.split(" ");
  if (method === undefined || target === undefined || version?.startsWith("HTTP/1.") !== true) {
    throw new Error("a request line was expected");
  }
  const headers = headersOf(lines);
  const start = head + HEAD_END.length;
  const body = /chunked/i.test(headers["transfer-encoding"] ?? "")
    ? chunked(bytes, start)
    : sized(bytes, start, Number(headers["content-length"] ?? 0));
  if (body === undefined) return undefined;
  return {
    request: { method, path: pathOf(target), headers, body: body.bytes.toString("utf8") },
    end: body.end,
  };
}

/** Path and query of a target; that of a proxy is a whole URL. */
function pathOf(target: string): string {
  if (target.startsWith("/")) return target;
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}

function headersOf(lines: readonly string[]): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

interface Body {
  readonly bytes: Buffer;
  readonly end: number;
}

function sized(bytes: Buffer, start: number, length: number): Body | undefined {
  const end = start + length;
  return bytes.length < end ? undefined : { bytes: bytes.subarray(start, end), end };
}

function chunked(bytes: Buffer, start: number): Body | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf(LINE_END, at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    const data = lineEnd + LINE_END.length;
    const end = data + size + LINE_END.length;
    if (bytes.length < end) return undefined;
    if (size === 0) return { bytes: Buffer.concat(chunks), end };
    chunks.push(bytes.subarray(data, data + size));
    at = end;
  }
}
