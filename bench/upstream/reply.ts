/** What one request is answered with, byte for byte. */
export interface Reply {
  readonly writes: readonly Buffer[];
  /** Ms before the body, and between two of its writes. */
  readonly think: number;
  readonly pace: number;
}

/** A reply that is one value, sent at once. */
export function jsonReply(value: object, status = 200): Reply {
  const body = Buffer.from(JSON.stringify(value));
  const head =
    `HTTP/1.1 ${status} ${status === 200 ? "OK" : "Bad Request"}\r\n` +
    `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  return { writes: [Buffer.concat([Buffer.from(head), body])], think: 0, pace: 0 };
}
