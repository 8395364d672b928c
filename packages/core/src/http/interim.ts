import type { Socket } from "node:net";

const HEAD = Buffer.from("HTTP/1.1 100", "latin1");
/** Where a status line has the class of its status, and what it is for an interim response. */
const CLASS_AT = "HTTP/1.1 ".length;
const INTERIM = "1".charCodeAt(0);
const HEAD_END = "\r\n\r\n";
const HEAD_BYTES = 16 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Takes "100 Continue" out of what is read from `socket` before a response. A client has to bear
 * one that it did not ask for (RFC 9110, 15.2), and undici breaks the connection. The function that
 * comes back says that a request is about to be written, so that a response is what comes next.
 */
export function skipContinue(socket: Socket): () => void {
  const read = socket.read.bind(socket);
  let awaited = false;
  let held: Buffer = NOTHING;
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (!awaited || !Buffer.isBuffer(chunk)) return chunk;
    // Nearly always it is the status line of the response itself.
    if (held.length === 0 && chunk.length > CLASS_AT && chunk[CLASS_AT] !== INTERIM) {
      awaited = false;
      return chunk;
    }
    const rest = afterContinue(held.length === 0 ? chunk : Buffer.concat([held, chunk]));
    // A head that has only begun waits for the rest of it.
    awaited = rest.length < HEAD_BYTES && isHead(rest);
    held = awaited ? rest : NOTHING;
    return awaited ? null : rest;
  };
  return () => {
    awaited = true;
    held = NOTHING;
  };
}

function afterContinue(bytes: Buffer): Buffer {
  let rest = bytes;
  while (rest.length > 0 && isHead(rest)) {
    const end = rest.indexOf(HEAD_END, 0, "latin1");
    if (end === -1) return rest;
    rest = rest.subarray(end + HEAD_END.length);
  }
  return rest;
}

/** Whether `bytes` begin as the head of a 100 does, as far as they go. */
function isHead(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, HEAD.length);
  return bytes.compare(HEAD, 0, length, 0, length) === 0;
}
