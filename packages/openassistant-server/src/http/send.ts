import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** Writes a whole answer; without a length it goes in chunks, be it empty. */
export function send(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: string,
): void {
  response.writeHead(status, headers);
  // Node would add a length to an answer that is written and ended in one.
  if (headers["content-length"] === undefined) response.flushHeaders();
  response.end(body === "" ? undefined : body);
}

/** How many bytes `body` is on the wire. */
export function lengthHeader(body: string): OutgoingHttpHeaders {
  return { "content-length": Buffer.byteLength(body) };
}

/** Writes pieces as they come, each as a chunk, as fast as they are taken. */
export async function sendPieces(
  response: ServerResponse,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  for await (const piece of pieces) {
    if (signal.aborted) return;
    if (!response.write(piece)) await drained(response, signal);
  }
}

async function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => {
    resolve();
  };
  response.once("drain", done);
  signal.addEventListener("abort", done, { once: true });
  await promise;
  response.off("drain", done);
  signal.removeEventListener("abort", done);
}
