import { ProviderError, sse } from "@g4f/core";
import type {
  Chunk,
  HttpResponse,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";
import { checkKeyOwner, checkTools, leftOut, TextEvent, TextTemplate } from "@g4f/core/kit";

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
): AsyncGenerator<Chunk> {
  checkKeyOwner(manifest, settings);
  checkLogprobs(request, host);
  checkTools(request, { provider: host.name, name: TOOL_NAME });
  const body = chatBody(request, host);
  yield* leftOut(request.messages, host.name);
  const response = await context.http.post("chat/completions", body, {
    headers: betaHeader(request.beta),
  });
  const answer = new ChatAnswer({
    host,
    stop: request.stop,
    errorFrom: (said) => context.errorFrom(said, undefined, response.headers),
  });
  const raw = request.raw === true;
  const template = new TextTemplate(plainText);
  try {
    for await (const { event: name, data } of sse(response.body, { marker: "[DONE]" })) {
      // An event that differs from others in its text alone is not parsed.
      const text = template.read(data);
      if (raw && text !== undefined) yield new TextEvent(data);
      if (text !== undefined && answer.plain) {
        yield text;
        continue;
      }
      if (text !== undefined) yield* answer.push(text);
      else if (!isMark(answer, name, data)) {
        const event = chatEvent(data, name);
        template.learn(data, event);
        if (raw) yield { type: "raw", data: event, text: data };
        // Not `yield*`: of a list it takes several turns for each element.
        for (const chunk of answer.read(event)) yield chunk;
      }
      if (isOver(answer, response)) break;
    }
  } catch (error) {
    throwUnlessLate(answer, error);
  }
  yield* answer.end();
}

function checkLogprobs({ topLogprobs }: ChatOptions, { name, logprobs }: Host): void {
  if (topLogprobs === undefined || logprobs !== false) return;
  const message = `${name} does not support the option topLogprobs; leave it out`;
  throw new ProviderError("not_supported", message, { provider: name });
}

/** Whether an event is no JSON: a sign of life, or the end. */
function isMark(answer: ChatAnswer, name: string | undefined, data: string): boolean {
  const end = data === "[DONE]";
  if (end) answer.done();
  return end || data === "" || name === "ping";
}

/** Whether nothing more is to come; behind the reason upstream has little time left. */
function isOver(answer: ChatAnswer, response: HttpResponse): boolean {
  if (answer.finished) response.endWithin();
  return answer.over;
}

/** Behind the finish reason there is nothing but usage: a break there takes nothing away. */
function throwUnlessLate({ finished }: ChatAnswer, error: unknown): void {
  const broke = ProviderError.is(error) && (error.code === "network" || error.code === "protocol");
  if (!finished || !broke) throw error;
}
