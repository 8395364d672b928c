import { streamOf, wholeAnswer, WIRES, type Stream, type Wire } from "./events.ts";
import { packed } from "./pack.ts";
import type { Recorded } from "./recorded.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { fromSegment, type Workload } from "./workload.ts";

const STREAM_HEAD = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\nx-request-id: req_1\r\n" +
    "cache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n",
);

/** A chat or a message that was just made. */
const CREATED = { id: "1", chat_id: "1", state: "pending", content: null, role: "prompter" };

/** Finds or makes the replies; each is made once, before it is timed. */
export class Replies {
  readonly #recorded: readonly Recorded[];
  readonly #streams = new Map<string, Stream>();
  readonly #replies = new Map<string, Reply>();

  constructor(recorded: readonly Recorded[]) {
    this.#recorded = recorded;
  }

  /** @throws Error where nothing answers this path. */
  find(method: string, url: string, wantsStream: boolean): Reply {
    const key = `${method} ${url} ${wantsStream}`;
    const known = this.#replies.get(key);
    if (known !== undefined) return known;
    const [, segment = "", ...rest] = (url.split("?")[0] ?? "").split("/");
    const path = rest.join("/");
    const asked = fromSegment(segment);
    const reply = this.#make(`${method} ${path}`, asked, wantsStream);
    this.#replies.set(key, reply);
    return reply;
  }

  #make(route: string, asked: Workload, wantsStream: boolean): Reply {
    switch (route) {
      case "GET text":
        return jsonReply({ text: this.#stream("chat", asked).text });
      case "POST v1/chat/completions":
        return wantsStream ? this.#streamed("chat", asked) : jsonReply(wholeAnswer(asked));
      case "POST v1/responses":
        return this.#streamed("responses", asked);
      default:
        return this.#assistant(route, asked);
    }
  }

  /** The inference server of Open Assistant: a chat, a question, an answer, its events. */
  #assistant(route: string, asked: Workload): Reply {
    if (/^GET chats\/[^/]+\/messages\/[^/]+\/events$/.test(route)) {
      return this.#streamed("assistant", asked);
    }
    if (/^(?:POST|DELETE) chats(?:\/|$)/.test(route)) {
      return jsonReply(CREATED);
    }
    throw new Error(`nothing answers ${route}; the wires are ${WIRES.join(", ")}`);
  }

  #stream(wire: Wire, asked: Workload): Stream {
    const { says, tokens, padded, replay } = asked;
    const key = JSON.stringify([wire, says, tokens, padded, replay]);
    const stream = this.#streams.get(key) ?? streamOf(wire, asked, this.#recorded);
    this.#streams.set(key, stream);
    return stream;
  }

  #streamed(wire: Wire, asked: Workload): Reply {
    const { pace, think } = asked;
    const { frames } = this.#stream(wire, asked);
    const body = packed(frames, pace > 0 ? "event" : asked.packing);
    // Where nothing waits the head leaves with the beginning of the body, as from any server.
    const writes =
      think > 0
        ? [STREAM_HEAD, ...body]
        : [Buffer.concat([STREAM_HEAD, ...body.slice(0, 1)]), ...body.slice(1)];
    return { writes, think, pace };
  }
}
