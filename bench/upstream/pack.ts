import { seeded } from "./words.ts";
import type { Packing } from "./workload.ts";

const WRITE = 64 * 1024;
const BLOCK = 16 * 1024;
const MOST_CUT = 1500;

/** The end of a chunked body. */
const LAST_CHUNK: Buffer = Buffer.from("0\r\n\r\n");

/** One HTTP chunk of the chunked transfer coding. */
function httpChunk(bytes: Buffer): Buffer {
  const size = Buffer.from(`${bytes.length.toString(16)}\r\n`);
  return Buffer.concat([size, bytes, Buffer.from("\r\n")]);
}

/** A stream as the writes that send it, its end included. */
export function packed(frames: readonly string[], packing: Packing): readonly Buffer[] {
  const events = frames.map((frame) => Buffer.from(frame));
  switch (packing) {
    case "event":
      return [...events.map(httpChunk), LAST_CHUNK];
    case "joined":
      return slices(Buffer.concat([...events.map(httpChunk), LAST_CHUNK]), () => WRITE);
    case "block":
      return [...slices(Buffer.concat(events), () => BLOCK).map(httpChunk), LAST_CHUNK];
    case "cut": {
      const random = seeded(11);
      const size = (): number => 1 + Math.floor(random() * MOST_CUT);
      const chunks = slices(Buffer.concat(events), size).map(httpChunk);
      return slices(Buffer.concat([...chunks, LAST_CHUNK]), () => WRITE);
    }
  }
}

function slices(bytes: Buffer, size: () => number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, next = 0; at < bytes.length; at = next) {
    next = Math.min(bytes.length, at + size());
    parts.push(bytes.subarray(at, next));
  }
  return parts;
}
