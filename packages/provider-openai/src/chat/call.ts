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
  EventReader,
  leftOut,
  TextEvent,
  TextTemplate,
} from "@g4f/core/kit";

import { betaHeader } from "../beta.ts";
import type { Host } from "../host.ts";
import type { ChatOptions } from "../options.ts";
import { chatEvent, ChatAnswer } from "./answer.ts";
import { chatBody } from "./body.ts";
import { plainText } from "./event.ts";
import { readWhole } from "./whole.ts";

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
  checkRaw(request, host);
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
  if (request.stream === false) {
    yield readWhole(await response.json(), answer);
    yield answer.end();
    return undefined;
  }
  const reader = new EventReader(answer, reading(answer, request.raw === true));
  try {
    for await (const events of sseBatches(response.body, { marker: "[DONE]" })) {
      yield reader.read(events);
      if (reader.failure !== undefined) throw reader.failure;
      if (answer.over) break;
      // What is left is waited for, but not for long.
      if (answer.finished) response.endWithin();
    }
  } catch (error) {
    if (!isLateBreak(answer, error)) throw error;
  }
  yield answer.end();
  return undefined;
}

/** An event that differs from others in its text alone is not parsed. */
function reading(answer: ChatAnswer, raw: boolean): (event: SseEvent, batch: Chunk[]) => void {
  const template = new TextTemplate(plainText);
  return ({ event: name, data }, batch) => {
    const text = template.read(data);
    if (text !== undefined) {
      if (raw) batch.push(new TextEvent(data));
      if (answer.plain) batch.push(text);
      else batch.push(...answer.push(text));
    } else if (data === "[DONE]") answer.done();
    else if (!isPing(name, data)) {
      const event = chatEvent(data, name);
      template.learn(data, event);
      if (raw) batch.push({ type: "raw", data: event, text: data });
      answer.read(event, batch);
    }
  };
}

function checkLogprobs({ topLogprobs }: ChatOptions, { name, logprobs }: Host): void {
  if (topLogprobs === undefined || logprobs !== false) return;
  const message = `${name} does not support the option topLogprobs; leave it out`;
  throw new ProviderError("not_supported", message, { provider: name });
}

/** What is passed on event by event needs events. */
function checkRaw({ raw, stream }: ProviderRequest<ChatOptions>, { name }: Host): void {
  if (raw !== true || stream !== false) return;
  const message = "raw hands out the events of a stream; leave out stream: false";
  throw new ProviderError("invalid_request", message, { provider: name });
}

function isPing(name: string | undefined, data: string): boolean {
  return data === "" || name === "ping";
}

/** Behind the finish reason there is nothing but usage: a break there takes nothing away. */
function isLateBreak({ finished }: ChatAnswer, error: unknown): boolean {
  const broke = ProviderError.is(error) && (error.code === "network" || error.code === "protocol");
  return finished && broke;
}
