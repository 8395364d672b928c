import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy on 127.0.0.1 for absolute-form. */
export interface ProxyServer extends AsyncDisposable {
  readonly url: string;
  /** What it was asked for, in order. */
  readonly targets: readonly string[];
}

/** Starts a proxy that relays what it is asked for. */
export async function proxyServer(): Promise<ProxyServer> {
  const targets: string[] = [];
  const server = createServer((request, response) => {
    const { method, url = "", headers } = request;
    targets.push(url);
    const upstream = send(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
