import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** Secrets that are looked for; characters that encodings change are among theirs. */
export const CANARY = {
  key: "sk-CANARY-3f9a1c77/+b",
  cookie: "CANARY-cookie-58d2/+c",
  user: "CANARY-user-77",
  password: "CANARY-pass+/word-91",
} as const;

/** A proxy URL with user and password in it. */
export function proxyUrl(scheme: string, port: number): string {
  const { user, password } = CANARY;
  return `${scheme}://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}

/** What somebody may find of a secret: as it is, and as encodings write it. */
const NEEDLES: readonly string[] = Object.values(CANARY).flatMap((secret) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  encodeURIComponent(secret).toLowerCase(),
  Buffer.from(secret).toString("hex"),
  ...[0, 1, 2].flatMap((offset) => {
    // What stands before it in what is encoded moves its letters; those at the ends are shared.
    const text = Buffer.from("x".repeat(offset) + secret)
      .toString("base64")
      .replace(/=+$/, "");
    const core = text.slice(offset === 0 ? 0 : 4, -2);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  }),
]);

/** Which renderings of secrets stand in a text. */
export function hits(text: string): readonly string[] {
  return [...NEEDLES, "CANARY-"].filter((needle) => text.includes(needle));
}

/** The files below a folder that hold a secret, relative to it. */
export function leakyFiles(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .filter((file) => hits(readFileSync(file, "utf8")).length > 0)
    .map((file) => file.slice(folder.length + 1))
    .toSorted();
}

/** What a server says that tells everybody what it was sent, in every place and form there is. */
function gossip({ headers, url = "" }: IncomingMessage): string {
  const said = [JSON.stringify(headers), url];
  const secrets = Object.values(headers).flatMap((value) => [value ?? ""].flat());
  for (const secret of secrets) {
    const bare = secret.replace(/^(?:Bearer|Basic) /, "");
    said.push(bare, encodeURIComponent(bare), Buffer.from(bare).toString("base64"));
    said.push(Buffer.from(bare, "base64").toString());
  }
  return said.join(" ");
}

type Fault = (response: ServerResponse, heard: string) => void;

const STREAM = { "content-type": "text/event-stream" } as const;
const CHUNK = 'data: {"choices":[{"delta":{"content":"Hel"},"index":0}]}\n\n';

/** How an upstream fails, and what it tells then. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  "a refusal": (response, heard) => {
    const body = {
      error: { message: heard, code: heard, type: heard },
      message: heard,
      detail: heard,
    };
    response.writeHead(401, {
      "content-type": "application/json",
      "x-request-id": printable(heard),
    });
    response.end(JSON.stringify(body));
  },
  "a page": (response, heard) => {
    response.writeHead(502, { "content-type": "text/html" }).end(`<h1>${heard}</h1>`);
  },
  "an error within the stream": (response, heard) => {
    response.writeHead(200, STREAM);
    response.end(`${CHUNK}data: ${JSON.stringify({ error: { message: heard, code: 500 } })}\n\n`);
  },
  "a stream that makes no sense": (response, heard) => {
    response.writeHead(200, STREAM).end(`${CHUNK}data: {"${heard.replaceAll('"', "")}\n\n`);
  },
  "a stream that is cut": (response) => {
    response.writeHead(200, STREAM);
    response.write(CHUNK, () => response.destroy());
  },
  "a redirect": (response, heard) => {
    response.writeHead(307, {
      location: `/elsewhere?${encodeURIComponent(heard).slice(0, 4_000)}`,
    });
    response.end(heard);
  },
};

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7E]/g, "?").slice(0, 4_000);
}

/** A server on loopback with a fault that can be changed, and whether it ever heard a secret. */
export interface Gossip extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  fault: string;
  heard: boolean;
}

/** Starts one; as a proxy it refuses every `CONNECT`, too. */
export async function startGossip(): Promise<Gossip> {
  const state = { fault: "a refusal", heard: false };
  const server = createServer((request, response) => {
    const heard = gossip(request);
    state.heard ||= hits(heard).length > 0;
    request.resume();
    FAULTS[state.fault]?.(response, heard);
  });
  server.on("connect", (request: IncomingMessage, socket) => {
    const heard = gossip(request);
    state.heard ||= hits(heard).length > 0;
    socket.end(
      `HTTP/1.1 407 ${printable(heard)}\r\ncontent-length: ${heard.length}\r\n\r\n${heard}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    port,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
