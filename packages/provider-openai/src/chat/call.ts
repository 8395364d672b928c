import { ProviderError, sseBatches } from "@g4f/core";
import type {
  Batch,
  Chunk,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
  SseEvent,
} from "@g4f/core";
import {
  checkKeyOwner,
  checkTools,
  leftOut,
  newList,
  TextEvent,
  TextTemplate,
} from "@g4f/core/kit";

import { betaHeader } from "../beta.ts";
import type { Host } from "../host.ts";
import type { ChatOptions } from "../options.ts";
import { chatEvent, ChatAnswer } from "./answer.ts";
import { chatBody } from "./body.ts";
import { plainText } from "./event.ts";

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Who is asked, and how it is set up. */
export interface ChatParty {
  readonly host: Host;
  readonly manifest: ProviderManifest;
  readonly settings: ProviderSettings;
}

/** One call over the wire: what is asked, and what comes. */
export async function* chatCall(
  { host, manifest, settings }: ChatParty,
  request: ProviderRequest<ChatOptions>,
  context: ProviderContext,
): AsyncGenerator<Batch, undefined> {
  checkKeyOwner(manifest, settings);
  checkLogprobs(request, host);
  checkTools(request, { provider: host.name, name: TOOL_NAME });
  const body = chatBody(request, host);
  const warnings = leftOut(request.messages, host.name);
  if (warnings.length > 0) yield warnings;
  const response = await context.http.post("chat/completions", body, {
    headers: betaHeader(request.beta),
  });
  const answer = new ChatAnswer({
    host,
    stop: request.stop,
    errorFrom: (said) => context.errorFrom(said, undefined, response.headers),
  });
  const reader = new Reader(answer, request.raw === true);
  try {
    for await (const events of sseBatches(response.body, { marker: "[DONE]" })) {
      for (let rest = events; rest.length > 0 && !answer.over;) {
        rest = reader.read(rest);
        yield reader.take();
        if (reader.failure !== undefined) throw reader.failure;
        // What is left is waited for, but not for long.
        if (answer.finished && !answer.over && rest.length === 0) response.endWithin();
      }
      if (answer.over) break;
    }
  } catch (error) {
    if (!isLateBreak(answer, error)) throw error;
  }
  yield answer.end();
  return undefined;
}

/** Reads many events at a time, up to one behind which something has to be done first. */
class Reader {
  /** What the last event was, once all before it is told. */
  failure: unknown;
  readonly #answer: ChatAnswer;
  readonly #raw: boolean;
  readonly #template = new TextTemplate(plainText);
  #batch: Chunk[] | undefined;

  constructor(answer: ChatAnswer, raw: boolean) {
    this.#answer = answer;
    this.#raw = raw;
  }

  /** What the events said. */
  take(): Batch {
    const batch = this.#batch;
    this.#batch = undefined;
    return batch ?? [];
  }

  /** Gives back the events that were not read yet: those behind a failure, or behind the end. */
  read(events: readonly SseEvent[]): readonly SseEvent[] {
    const { finished } = this.#answer;
    const batch = (this.#batch ??= newList());
    try {
      let at = 0;
      for (const event of events) {
        at++;
        this.#event(event, batch);
        const { over, finished: now } = this.#answer;
        if (over || now !== finished) return events.slice(at);
      }
    } catch (thrown) {
      this.failure = thrown;
    }
    return [];
  }

  #event({ event: name, data }: SseEvent, batch: Chunk[]): void {
    const answer = this.#answer;
    // An event that differs from others in its text alone is not parsed.
    const text = this.#template.read(data);
    if (text !== undefined) {
      if (this.#raw) batch.push(new TextEvent(data));
      if (answer.plain) batch.push(text);
      else batch.push(...answer.push(text));
    } else if (data === "[DONE]") answer.done();
    else if (!isPing(name, data)) {
      const event = chatEvent(data, name);
      this.#template.learn(data, event);
      if (this.#raw) batch.push({ type: "raw", data: event, text: data });
      answer.read(event, batch);
    }
  }
}

function checkLogprobs({ topLogprobs }: ChatOptions, { name, logprobs }: Host): void {
  if (topLogprobs === undefined || logprobs !== false) return;
  const message = `${name} does not support the option topLogprobs; leave it out`;
  throw new ProviderError("not_supported", message, { provider: name });
}

function isPing(name: string | undefined, data: string): boolean {
  return data === "" || name === "ping";
}

/** Behind the finish reason there is nothing but usage: a break there takes nothing away. */
function isLateBreak({ finished }: ChatAnswer, error: unknown): boolean {
  const broke = ProviderError.is(error) && (error.code === "network" || error.code === "protocol");
  return finished && broke;
}
