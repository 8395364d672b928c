/** What a gateway is held against: bytes from one socket to the other, by Node alone. */
import { Agent, createServer, request } from "node:http";

import { answerQuestions } from "./worker.ts";

const [upstream = ""] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
const server = createServer((incoming, outgoing) => {
  const path = `${upstream}${(incoming.url ?? "").replace(/^\/v1/, "")}`;
  const { "content-type": type, "content-length": length } = incoming.headers;
  const headers = { "content-type": type ?? "", "content-length": length ?? "0" };
  const asking = request(path, { method: "POST", agent, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, { "content-type": "text/event-stream" });
    answer.pipe(outgoing);
  });
  asking.on("error", () => outgoing.destroy());
  incoming.pipe(asking);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  answerQuestions({ url: `http://127.0.0.1:${port}` }, () => undefined);
});
