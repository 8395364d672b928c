import { setImmediate } from "node:timers/promises";

import { ProviderError } from "@g4f/core";

import { createOpenAssistantServer, type OpenAssistantServerOptions } from "../../src/index.ts";
import { expectSame, matchIds, type Closeness } from "./compare.ts";
import { Exchange } from "./exchange.ts";
import { bodyText, chunkCount, readResponse } from "./http-text.ts";
import { ManualClock } from "./manual-clock.ts";
import { Puppet, type Run } from "./puppet.ts";
import { readRecording, type Recording } from "./recording.ts";

/** The names of what was replayed. */
export const REPLAYED: Set<string> = new Set();

/** Whose secrets go in place of the recorded ones. */
export interface Identity {
  readonly bearer?: string;
  readonly cookie?: string;
  readonly trusted?: string;
  readonly refresh?: string;
}

/** The ids of a chat, a prompt and its answer. */
export interface Ids {
  readonly chat?: string | undefined;
  readonly prompt?: string | undefined;
  readonly answer?: string | undefined;
}

/** A little more than a second, as it was with the original: else both fall on one instant. */
const PENDING_MS = 1010;
const PING_MS = 15_000;

type Json = Readonly<Record<string, unknown>>;

/** How one recording is replayed. */
export interface StepOptions {
  readonly as?: Identity;
  readonly closeness?: Closeness;
}

/** A server of ours to which recordings are replayed in order. */
export class Replay implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly puppet = new Puppet();
  readonly server: ReturnType<typeof createOpenAssistantServer>;
  readonly ids = new Map<string, string>();
  port = 0;
  /** How many exchanges were replayed. */
  count = 0;
  identity: Identity = {};

  constructor(options: OpenAssistantServerOptions = {}) {
    const { clock, puppet: responder } = this;
    this.server = createOpenAssistantServer({ clock, responder, ...options });
  }

  /** Listens; without an identity, as whoever started the server. */
  async start(identity?: Identity): Promise<this> {
    ({ port: this.port } = await this.server.listen());
    const { bearer, cookie } = this.server.secrets;
    this.identity = identity ?? { bearer, cookie };
    return this;
  }

  /** Replays one exchange and compares it. */
  async step(prefix: string, { as, closeness = "bytes" }: StepOptions = {}): Promise<string> {
    const recording = readRecording(prefix);
    const text = await new Exchange(this.port, this.#request(recording, as)).untilEnd();
    return this.#finish(recording, text, closeness);
  }

  async steps(...prefixes: string[]): Promise<void> {
    for (const prefix of prefixes) await this.step(prefix);
  }

  /** Opens a recorded stream and waits for its head. */
  async open(prefix: string, as?: Identity): Promise<Exchange> {
    const stream = new Exchange(this.port, this.#request(readRecording(prefix), as));
    await stream.until((text) => text.includes("\r\n\r\n"));
    return stream;
  }

  /**
   * Replays a recorded stream: what came from a worker is said by the puppet, and the clock is moved to
   * when a ping or `pending` is due.
   */
  async stream(
    prefix: string,
    source: Run | (() => Promise<Run>) | undefined,
    { as, said = 0 }: { readonly as?: Identity; readonly said?: number } = {},
  ): Promise<void> {
    const recording = readRecording(prefix);
    const { chunks, complete } = recording.response;
    const times = { pending: this.clock.now(), ping: this.clock.now() };
    const stream = await this.open(prefix, as);
    let run: Run | undefined;
    for (const [index, chunk] of chunks.entries()) {
      if (chunk.includes('"pending"')) this.clock.advanceTo((times.pending += PENDING_MS));
      else if (chunk.startsWith(": ping")) this.clock.advanceTo((times.ping += PING_MS));
      else if (index >= said) {
        run ??= typeof source === "function" ? await source() : source;
        perform(run, chunk, chunks[index - 1]);
      }
      await stream.until((text) => chunkCount(text) > index);
    }
    if (complete) await stream.untilEnd();
    else await this.leave(stream);
    this.#finish(recording, stream.text, "bytes");
  }

  /** Notes what a stream that was played by hand brought. */
  finish(prefix: string, text: string): void {
    this.#finish(readRecording(prefix), text, "bytes");
  }

  /** A request that is on no recording. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    as?: Identity,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const { bearer, cookie } = { ...this.identity, ...as };
    const website = path.startsWith("/api/");
    const response = await fetch(`http://127.0.0.1:${String(this.port)}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(website ? { cookie: cookie ?? "" } : { authorization: `Bearer ${bearer ?? ""}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** The same; its JSON answer. */
  async ask(method: string, path: string, body?: unknown, as?: Identity): Promise<Json> {
    const { text } = await this.call(method, path, body, as);
    return text === "" ? {} : (JSON.parse(text) as Json);
  }

  /** Opens the events of an answer and waits for the head. */
  async events({ chat, answer }: Ids, as?: Identity): Promise<Exchange> {
    const { bearer } = { ...this.identity, ...as };
    const lines = [
      `GET /chats/${String(chat)}/messages/${String(answer)}/events HTTP/1.1`,
      `Host: 127.0.0.1:${String(this.port)}`,
      `Authorization: Bearer ${String(bearer)}`,
      "Connection: close",
    ];
    const stream = new Exchange(this.port, `${lines.join("\r\n")}\r\n\r\n`);
    await stream.until((text) => text.includes("\r\n\r\n"));
    return stream;
  }

  /** Leaves a stream, and waits until the server noticed. */
  async leave(stream: Exchange): Promise<void> {
    stream.leave();
    while (this.clock.waiting > 0) await setImmediate();
  }

  /** A chat with one prompt, under the ids of a recording where they are given. */
  async prompt(content: string, ids: Ids = {}, as?: Identity): Promise<Ids> {
    const { id: chat } = await this.ask("POST", "/chats", {}, as);
    const path = `/chats/${String(chat)}/prompter_message`;
    const { id: prompt } = await this.ask("POST", path, { content }, as);
    return this.#note(ids, { chat: String(chat), prompt: String(prompt) });
  }

  /** The same, with an answer to come. */
  async prepare(content: string, ids: Ids = {}, as?: Identity): Promise<Ids> {
    const { chat = "", prompt } = await this.prompt(content, ids, as);
    const { id } = await this.ask(
      "POST",
      `/chats/${chat}/assistant_message`,
      {
        parent_id: prompt,
        model_config_name: "OA_SFT_Llama_30B_6",
        sampling_parameters: { max_new_tokens: 64 },
      },
      as,
    );
    return this.#note(ids, { chat, prompt, answer: String(id) });
  }

  /** Waits until an answer is no longer worked on. */
  async settled({ chat, answer }: Ids, as?: Identity): Promise<void> {
    const path = `/chats/${String(chat)}/messages/${String(answer)}`;
    for (;;) {
      const { state } = await this.ask("GET", path, undefined, as);
      if (state !== "pending" && state !== "in_progress") return;
    }
  }

  /** The same, with the ids that the target and the last chunk of a recorded stream name. */
  async prepareFor(prefix: string, content: string, as?: Identity): Promise<Ids> {
    const [, chat, answer] =
      /\/chats\/([^/]+)\/messages\/([^/]+)\/events/.exec(readRecording(prefix).target) ?? [];
    return this.prepare(content, { ...(chat && { chat }), ...(answer && { answer }) }, as);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
  }

  #note(theirs: Ids, own: Ids): Ids {
    for (const key of ["chat", "prompt", "answer"] as const) {
      const [from, to] = [theirs[key], own[key]];
      if (from !== undefined && to !== undefined) this.ids.set(from, to);
    }
    return own;
  }

  #finish(recording: Recording, text: string, closeness: Closeness): string {
    REPLAYED.add(recording.name);
    this.count += 1;
    const ours = readResponse(text);
    expectSame(ours, recording.response, closeness);
    const pairs = matchIds(bodyText(recording.response), bodyText(ours));
    for (const [theirs, own] of pairs) this.ids.set(theirs, own);
    return bodyText(ours);
  }

  #request({ body, headers, method, target }: Recording, as: Identity = {}): Buffer {
    const identity = { ...this.identity, ...as };
    const content = Buffer.from(this.#own(body), "latin1");
    const lines = headers.map(([name, value]) => `${name}: ${this.#header(name, value, identity)}`);
    const sized = lines.map((line) =>
      line.startsWith("Content-Length:") ? `Content-Length: ${String(content.length)}` : line,
    );
    const head = [`${method} ${this.#own(target)} HTTP/1.1`, ...sized].join("\r\n");
    return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), content]);
  }

  /** Recorded ids become ours, in clear and as cursors. */
  #own(text: string): string {
    let result = text;
    for (const [theirs, own] of this.ids) {
      result = result.replaceAll(theirs, own).replaceAll(base64(theirs), base64(own));
    }
    return result;
  }

  #header(name: string, value: string, identity: Identity): string {
    if (name === "Host") return `127.0.0.1:${String(this.port)}`;
    const secret = /redacted-token-x+|eyJ[\w.-]{60,}/;
    const own: Readonly<Record<string, string | undefined>> = {
      Authorization: identity.bearer,
      TrustedClient: identity.trusted,
      Refresh: identity.refresh,
      Cookie: identity.cookie?.replace(/^[^=]*=/, ""),
    };
    return value.replace(secret, () => own[name] ?? "no-secret-given");
  }
}

function perform(run: Run | undefined, chunk: string, before: string | undefined): void {
  if (run === undefined) throw new Error(`nobody is there to say ${chunk}`);
  const event = JSON.parse(chunk.slice("data: ".length)) as Json;
  const { event_type: type, text } = event;
  if (type === "token") {
    const follows = before?.includes("plugin_intermediate") === true;
    if (!follows) run.say(String(text));
  } else if (type === "plugin_intermediate") {
    run.say({ type: "custom", name: "plugin_intermediate", data: event });
  } else if (type === "message") {
    const { used_plugin: data } = event["message"] as Json;
    if (data !== null) run.say({ type: "custom", name: "used_plugin", data });
    run.end();
  } else if (type === "error") {
    run.fail(new ProviderError("upstream", String(event["error"])));
  } else throw new Error(`the puppet does not know how to say ${chunk}`);
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
