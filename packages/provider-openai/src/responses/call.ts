import { sse } from "@g4f/core";
import type {
  Chunk,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";
import { checkKeyOwner, checkTools, eventObject, leftOut } from "@g4f/core/kit";

import { betaHeader } from "../beta.ts";
import { ResponsesAnswer } from "./answer.ts";
import { responsesBody } from "./body.ts";
import type { ResponsesOptions } from "./options.ts";

/** One call over the wire: what is asked, and what comes. */
export async function* responsesCall(
  manifest: ProviderManifest,
  settings: ProviderSettings,
  request: ProviderRequest<ResponsesOptions>,
  { http, errorFrom }: ProviderContext,
): AsyncGenerator<Chunk> {
  const { name } = manifest;
  checkKeyOwner(manifest, settings);
  checkTools(request, { provider: name, name: /^[a-zA-Z0-9_-]{1,64}$/ });
  const asked = responsesBody(request, name);
  yield* leftOut(request.messages, name);
  const { body, headers } = await http.post("responses", asked, {
    headers: betaHeader(request.beta),
  });
  const answer = new ResponsesAnswer({
    provider: name,
    stop: request.stop,
    errorFrom: (said) => errorFrom(said, undefined, headers),
  });
  for await (const { event: kind, data } of sse(body)) {
    if (data === "" || data === "[DONE]" || kind === "ping") continue;
    const event = eventObject(data);
    if (request.raw === true) yield { type: "raw", data: event, text: data };
    // Not `yield*`: of a list it takes several turns for each element.
    for (const chunk of answer.read(event)) yield chunk;
    if (answer.over) break;
  }
  yield* answer.stopped();
}
