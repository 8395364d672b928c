/** A response taken apart. */
export interface Response {
  readonly status: number;
  /** Values of each name, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Of a chunked body: each chunk as it was framed; otherwise one piece. */
  readonly chunks: readonly string[];
  readonly chunked: boolean;
  /** Whether the last chunk, of no length, came. */
  readonly complete: boolean;
}

/** Reads a response as far as it came; strict in the framing of chunks. */
export function readResponse(text: string): Response {
  const split = text.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = text.slice(0, split).split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const values = headers.get(name) ?? [];
    headers.set(name, [...values, line.slice(colon + 1).trim()]);
  }
  const status = Number(statusLine.split(" ")[1]);
  const body = text.slice(split + 4);
  const chunked = headers.get("transfer-encoding")?.[0] === "chunked";
  if (!chunked) return { status, headers, chunks: [body], chunked, complete: true };
  const { chunks, complete } = readChunks(body);
  return { status, headers, chunks, chunked, complete };
}

function readChunks(body: string): {
  readonly chunks: readonly string[];
  readonly complete: boolean;
} {
  const chunks: string[] = [];
  let rest = body;
  while (rest !== "") {
    const size = /^([0-9a-f]+)\r\n/.exec(rest);
    if (size === null) break;
    const length = Number.parseInt(size[1] ?? "", 16);
    const from = size[0].length;
    const chunk = rest.slice(from, from + length);
    if (rest.slice(from + length, from + length + 2) !== "\r\n") break;
    rest = rest.slice(from + length + 2);
    if (length === 0) return { chunks, complete: rest === "" };
    chunks.push(chunk);
  }
  return { chunks, complete: false };
}

/** How many chunks came so far. */
export function chunkCount(text: string): number {
  return text.includes("\r\n\r\n") ? readResponse(text).chunks.length : 0;
}

/** The body, its chunks joined, as UTF-8. */
export function bodyText({ chunks }: Response): string {
  return Buffer.from(chunks.join(""), "latin1").toString("utf8");
}
