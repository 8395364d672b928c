/** OpenAI's wire from a bare socket: events with a number and a time, as many and as fast as the model says. */
import { createServer, type Socket } from "node:net";

import { Spoken } from "./text.ts";
import { askedOf, micros, type Asked } from "./wire.ts";
import { answerQuestions } from "./worker.ts";

const HEAD =
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
const BEFORE = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"`;
const AFTER = `"},"finish_reason":null}]}\n\n`;
const END =
  `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n` +
  "data: [DONE]\n\n";

const AT_ONCE = 16;

let open = 0;
/** When streams that were not complete lost their reader, in µs. */
let left: number[] = [];

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

async function stream(socket: Socket, asked: Asked): Promise<void> {
  const { events, paceMs } = asked;
  const spoken = new Spoken(asked);
  // The clock of the schedule does not drift with the time that writing takes.
  const start = performance.now();
  socket.write(HEAD);
  for (let index = 0; index < events; index++) {
    const wait = start + (index + 1) * paceMs - performance.now();
    if (paceMs > 0 && wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (socket.destroyed) return;
    // Without a pace several go out at once, as a network would hand them over.
    if (paceMs === 0 && index % AT_ONCE === 0) socket.cork();
    const room = socket.write(chunk(BEFORE + spoken.next() + AFTER));
    if (paceMs > 0 || index % AT_ONCE < AT_ONCE - 1) continue;
    socket.uncork();
    if (!room) await drained(socket);
  }
  socket.uncork();
  socket.write(`${chunk(END)}0\r\n\r\n`);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off("drain", done).off("close", done);
      resolve();
    };
    socket.on("drain", done).on("close", done);
  });
}

function serve(socket: Socket): void {
  let pending = "";
  let isBusy = false;
  socket.setNoDelay(true);
  socket.on("error", () => undefined);
  socket.on("close", () => {
    if (!isBusy) return;
    open--;
    left.push(micros());
  });
  socket.on("data", (bytes) => {
    pending += bytes.toString("latin1");
    const end = pending.indexOf("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0);
    if (end < 0 || pending.length < end + 4 + length) return;
    const asked = askedOf(pending.slice(end));
    pending = "";
    isBusy = true;
    open++;
    void stream(socket, asked).finally(() => {
      if (socket.destroyed) return;
      isBusy = false;
      open--;
    });
  });
}

const server = createServer(serve);
server.listen({ host: "127.0.0.1", port: 0, backlog: 2_048 }, () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  answerQuestions({ url: `http://127.0.0.1:${port}/v1` }, () => {
    const answer = { open, left };
    left = [];
    return answer;
  });
});
