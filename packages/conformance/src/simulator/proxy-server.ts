import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** An HTTP proxy on 127.0.0.1 for CONNECT and absolute-form. */
export interface ProxyServer extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Request line and header lines of what it was asked, in order; not of what passed a tunnel. */
  readonly heads: readonly string[];
  readonly close: () => Promise<void>;
}

const HEAD_END = Buffer.from("\r\n\r\n");

/** Starts a proxy. Whatever the name, the target is looked for on 127.0.0.1: nothing leaves the machine. */
export async function proxyServer(): Promise<ProxyServer> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  };
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    track(socket);
    readHead(socket, (head, rest) => {
      heads.push(head);
      relay(socket, head, rest, track);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return { port, url: `http://127.0.0.1:${port}`, heads, close, [Symbol.asyncDispose]: close };
}

function readHead(socket: Socket, then: (head: string, rest: Buffer) => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    const end = bytes.indexOf(HEAD_END);
    if (end === -1) return;
    socket.off("data", onData);
    socket.pause();
    then(bytes.subarray(0, end).toString("latin1"), bytes.subarray(end + HEAD_END.length));
  };
  socket.on("data", onData);
}

function relay(client: Socket, head: string, rest: Buffer, track: (socket: Socket) => void): void {
  const [method, target = ""] = head.split(" ");
  const tunnel = method === "CONNECT";
  const url = URL.parse(tunnel ? `http://${target}` : target);
  if (url === null) {
    client.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    return;
  }
  const port = Number(url.port || 80);
  const peer = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  track(peer);
  peer.once("connect", () => {
    if (tunnel) client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    // The head goes on in absolute-form: every server has to take it so (RFC 9112, 3.2.2).
    else peer.write(Buffer.concat([Buffer.from(forwarded(head), "latin1"), HEAD_END]));
    if (rest.length > 0) peer.write(rest);
    client.pipe(peer).pipe(client);
  });
  // A broken side breaks the other one in the same way.
  peer.once("error", () => client.resetAndDestroy());
  client.once("error", () => peer.resetAndDestroy());
  peer.once("close", () => client.destroySoon());
  client.once("close", () => peer.destroy());
}

/** What is meant for the proxy goes no further. */
function forwarded(head: string): string {
  return head
    .split("\r\n")
    .filter((line) => !/^proxy-/i.test(line))
    .join("\r\n");
}
