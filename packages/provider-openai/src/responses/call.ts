import { sseBatches } from "@g4f/core";
import type {
  Batch,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
  SseEvent,
} from "@g4f/core";
import { checkKeyOwner, checkTools, eventObject, EventReader, leftOut } from "@g4f/core/kit";

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
): AsyncGenerator<Batch, undefined> {
  const { name } = manifest;
  checkKeyOwner(manifest, settings);
  checkTools(request, { provider: name, name: /^[a-zA-Z0-9_-]{1,64}$/ });
  const asked = responsesBody(request, name);
  const warnings = leftOut(request.messages, name);
  if (warnings.length > 0) yield warnings;
  const { body, headers } = await http.post("responses", asked, {
    headers: betaHeader(request.beta),
  });
  const answer = new ResponsesAnswer({
    provider: name,
    stop: request.stop,
    errorFrom: (said) => errorFrom(said, undefined, headers),
  });
  const raw = request.raw === true;
  const reader = new EventReader<SseEvent>(answer, ({ event: kind, data }, batch) => {
    if (data === "" || data === "[DONE]" || kind === "ping") return;
    const event = eventObject(data);
    if (raw) batch.push({ type: "raw", data: event, text: data });
    batch.push(...answer.read(event));
  });
  for await (const events of sseBatches(body)) {
    yield reader.read(events);
    if (reader.failure !== undefined) throw reader.failure;
    if (answer.over) break;
  }
  yield answer.stopped();
  return undefined;
}
