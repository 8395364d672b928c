import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback that answers everything with one status, and what it was asked. */
export interface Listening extends AsyncDisposable {
  readonly url: string;
  readonly requests: { readonly path: string; readonly headers: object }[];
}

/** Starts one on a free port; default: it knows nothing. */
export async function listen(status = 404): Promise<Listening> {
  const requests: Listening["requests"] = [];
  const server = createServer(({ url = "", headers }, response) => {
    requests.push({ path: url, headers });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
