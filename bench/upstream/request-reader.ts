const HEAD_END = "\r\n\r\n";

/** One request, as far as it matters here. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly wantsStream: boolean;
}

/** Reads the requests of one connection: a head and a body of known length, one after the other. */
export class RequestReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The requests that these bytes complete. */
  push(bytes: Buffer): Asked[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const requests: Asked[] = [];
    for (let asked = this.#take(); asked !== undefined; asked = this.#take()) requests.push(asked);
    return requests;
  }

  #take(): Asked | undefined {
    const end = this.#rest.indexOf(HEAD_END);
    if (end < 0) return undefined;
    const head = this.#rest.toString("latin1", 0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const chunked = /^transfer-encoding: *chunked/im.test(head);
    const from = end + HEAD_END.length;
    const to = chunked ? endOfChunks(this.#rest, from) : from + length;
    if (to < 0 || to > this.#rest.length) return undefined;
    const body = this.#rest.toString("latin1", from, to);
    this.#rest = this.#rest.subarray(to);
    const [method = "", url = ""] = head.split(" ", 2);
    return { method, url, wantsStream: /"stream" *: *true/.test(body) };
  }
}

function endOfChunks(bytes: Buffer, from: number): number {
  const last = bytes.indexOf("0\r\n\r\n", Math.max(0, from));
  return last < 0 ? -1 : last + 5;
}
