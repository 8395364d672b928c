import { createServer, type AddressInfo, type Socket } from "node:net";

import type { Recorded } from "./recorded.ts";
import { Replies } from "./replies.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { RequestReader, type Asked } from "./request-reader.ts";

const HIGH_WATER_MARK = 1024 * 1024;

/** Sends a reply at its pace; a slow reader is waited for. Nothing else is done per write. */
class Sending {
  readonly #socket: Socket;
  readonly #reply: Reply;
  #at = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, reply: Reply) {
    this.#socket = socket;
    this.#reply = reply;
    const { think, pace, writes } = reply;
    if (think === 0 && pace === 0) {
      this.#rest();
      return;
    }
    socket.write(writes[this.#at++] ?? "");
    if (pace === 0) this.#timer = setTimeout(this.#rest, think);
    else this.#timer = setTimeout(() => (this.#timer = setInterval(this.#next, pace)), think);
  }

  readonly #rest = (): void => {
    const { writes } = this.#reply;
    while (this.#at < writes.length) {
      if (!this.#socket.write(writes[this.#at++] ?? "")) {
        return void this.#socket.once("drain", this.#rest);
      }
    }
  };

  readonly #next = (): void => {
    const { writes } = this.#reply;
    if (this.#socket.destroyed) return clearInterval(this.#timer);
    this.#socket.write(writes[this.#at++] ?? "");
    // The end of the body comes with its last event.
    if (this.#at === writes.length - 1) this.#socket.write(writes[this.#at++] ?? "");
    if (this.#at >= writes.length) clearInterval(this.#timer);
  };
}

function usage(): Reply {
  const { user, system } = process.cpuUsage();
  return jsonReply({ cpuUs: user + system });
}

function refusal(error: unknown): Reply {
  return jsonReply({ error: { message: String(error), type: "invalid_request_error" } }, 400);
}

/** Serves every workload on 127.0.0.1; resolves with its port. */
export function serve(recorded: readonly Recorded[]): Promise<number> {
  const replies = new Replies(recorded);
  const answer = ({ method, url, wantsStream }: Asked): Reply => {
    if (url === "/usage") return usage();
    try {
      return replies.find(method, url, wantsStream);
    } catch (error) {
      return refusal(error);
    }
  };
  const server = createServer({ noDelay: true, highWaterMark: HIGH_WATER_MARK }, (socket) => {
    const reader = new RequestReader();
    // A client that has read what it wanted may be gone.
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      for (const asked of reader.push(bytes)) void new Sending(socket, answer(asked));
    });
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () =>
    resolve((server.address() as AddressInfo).port),
  );
  return promise;
}
