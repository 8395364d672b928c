import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback that answers everything alike, and what it was asked. */
export interface Listening extends AsyncDisposable {
  readonly url: string;
  readonly requests: { readonly path: string; readonly headers: object }[];
}

/** Starts one on a free port; default: it knows nothing. */
export async function listen(status = 404, body?: object): Promise<Listening> {
  const requests: Listening["requests"] = [];
  const server = createServer(({ url = "", headers }, response) => {
    requests.push({ path: url, headers });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body === undefined ? "" : JSON.stringify(body));
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
