// Three upstreams, of which two fail in different ways, and an answer all the same: node examples/fallback.ts
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { AsyncGeneratorProvider, type Chunk, defineManifest, ndjson } from "@g4f/core";
import type { ProviderContext, ProviderManifest, ProviderRequest } from "@g4f/core";
import { route } from "@g4f/router";

const requests = { Busy: 0, Cut: 0, Good: 0 };
type Name = keyof typeof requests;

/** Busy refuses, Cut breaks off before its first word, Good answers. */
const behaviours: Readonly<Record<Name, (response: ServerResponse) => void>> = {
  Busy: (response) => response.writeHead(429, { "retry-after": "120" }).end("{}"),
  Cut: (response) =>
    response.writeHead(200, { "content-type": "application/x-ndjson" }).write('{"text"'),
  Good: (response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    for (const text of ["I ", "am ", "still ", "here."]) response.write(`{"text":"${text}"}\n`);
    response.end('{"done":true}\n');
  },
};

const server = createServer((request, response) => {
  const name = (request.url ?? "").split("/")[1] as Name;
  requests[name]++;
  behaviours[name](response);
  if (name === "Cut") setImmediate(() => response.destroy());
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

class Lines extends AsyncGeneratorProvider {
  constructor(name: Name) {
    const manifest: ProviderManifest = defineManifest({
      name,
      url: "https://lines.test",
      baseUrl: `http://127.0.0.1:${port}/${name}`,
      working: true,
      defaultModel: "lines-1",
    });
    super({}, manifest);
  }

  protected override async *generate(
    { messages }: ProviderRequest,
    { http }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { body } = await http.post("/chat", { messages });
    for await (const value of ndjson(body)) {
      const { text, done } = value as { readonly text?: string; readonly done?: boolean };
      if (done === true) return yield { type: "finish", reason: "stop" };
      if (text !== undefined) yield text;
    }
  }
}

const router = route({
  name: "main",
  use: [new Lines("Busy"), new Lines("Cut"), new Lines("Good")],
});
const messages = [{ role: "user", content: "Is anybody there?" }] as const;

const stream = router.createAsyncGenerator({ messages });
for await (const text of stream) process.stdout.write(text);
process.stdout.write("\n\n");

const { attempts = [] } = await stream.result;
for (const { provider, error } of attempts) {
  console.log(`asked ${provider}: ${error === undefined ? "it answered" : error.code}`);
}
// The key of Busy rests now: the next call does not ask it.
await router.createAsyncGenerator({ messages }).collect();
console.log("requests:", requests);
for (const { provider, declared, state, reason } of await router.health()) {
  console.log(`${provider}: declared ${declared}, ${state}${reason === "" ? "" : ` (${reason})`}`);
}
server.close();
server.closeAllConnections();
