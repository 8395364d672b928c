import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../recordings/", import.meta.url);
const FILES = readdirSync(FOLDER);
const HEADING = "\n<<< RESPONSE";

/** The bytes that the original answered, framing included, of the recording `id` such as `W04`. */
export function recorded(id: string): Buffer {
  const name = FILES.find((file) => file.startsWith(`${id}-`) && file.endsWith(".http"));
  if (name === undefined) throw new Error(`no recording ${id}`);
  const bytes = readFileSync(new URL(name, FOLDER));
  const heading = bytes.indexOf(HEADING);
  // The recorder closed each file with a line end of its own.
  return bytes.subarray(bytes.indexOf("\n", heading + 1) + 1, -1);
}

/** The body of the recording `id`, as text and without framing. */
export function recordedBody(id: string): string {
  const bytes = recorded(id);
  const end = bytes.indexOf("\r\n\r\n") + 4;
  const head = bytes.subarray(0, end).toString("latin1");
  const body = bytes.subarray(end);
  return (/^transfer-encoding: chunked/im.test(head) ? dechunked(body) : body).toString("utf8");
}

function dechunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    if (size === 0) break;
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
