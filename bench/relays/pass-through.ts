import { createServer, request as send, Agent } from "node:http";
import type { AddressInfo } from "node:net";

import type { Ask, Bases, Listening, Relay } from "./relay.ts";

/** The least a relay can do in Node: the path leads to the upstream, bytes are piped. */
async function start(bases: Bases): Promise<Listening> {
  const { hostname, port } = new URL(bases.stream);
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    const { method, url: path, headers } = request;
    const upstream = send({ hostname, port, method, path, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (base: string): Ask => ({
    url: `${own}${new URL(base).pathname}/v1/chat/completions`,
    model: "m",
    headers: {},
  });
  return { asks: { stream: ask(bases.stream), small: ask(bases.small) } };
}

export const passThrough: Relay = { name: "pass-through", kind: "limit", start };
