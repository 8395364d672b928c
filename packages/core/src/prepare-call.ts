import type { CallEnd } from "./call-end.ts";
import type { Chunk, FinishReason } from "./chunk.ts";
import type { ProviderContext } from "./context.ts";
import { modelId } from "./manifest.ts";
import { suggest } from "./nearest.ts";
import type { OpenCall } from "./open-call.ts";
import { openSession, type CallSession, type SessionParts } from "./open-session.ts";
import { checkRequest, type CheckedRequest } from "./prepare.ts";
import type { CallRequest, ProviderRequest } from "./request.ts";
import type { Limits } from "./watch.ts";

/** A provider and what it was called with. */
export interface CallParts<Options extends object> extends SessionParts {
  readonly generate: (
    request: ProviderRequest<Options>,
    context: ProviderContext,
  ) => AsyncGenerator<Chunk, unknown>;
  readonly given: CallRequest<Options>;
  readonly limits: Limits;
  readonly end: CallEnd;
}

/**
 * Checks a request and binds it to the network; nothing is sent, and the hook has not begun. A promise
 * only where key or cookies have to be waited for.
 * @throws ProviderError of phase `prepare`.
 */
export function prepareCall<Options extends object>(
  parts: CallParts<Options>,
): OpenCall | Promise<OpenCall> {
  const checked = checkRequest(parts.manifest, parts.settings, parts.given);
  const session = openSession(parts, checked, parts.end, parts.limits.connect);
  return session instanceof Promise
    ? session.then((opened) => openCall(parts, checked, opened))
    : openCall(parts, checked, session);
}

function openCall<Options extends object>(
  { manifest, generate }: CallParts<Options>,
  checked: CheckedRequest<Options>,
  session: CallSession,
): OpenCall {
  const { http, secrets, logger } = session;
  const { name, terminator, models } = manifest;
  const warn = (message: string): void => logger.warn({ provider: name }, message);
  for (const { message } of checked.warnings) warn(message);
  return {
    provider: name,
    model: checked.model,
    raw: checked.request.raw === true,
    prelude: checked.warnings,
    redact: secrets.redact,
    phase: () => http.phase,
    hint: (code) =>
      code === "model_not_found" ? suggest(checked.model, models.known.map(modelId)) : "",
    warn,
    start: (defer) => generate(checked.request, session.contextWith(defer)),
    endReason: (): FinishReason | undefined => {
      if (terminator !== "eof") return undefined;
      return http.lastFramed === false ? "unknown" : "stop";
    },
    end: (good) => http.end(good),
    cleanupContext: session.forCleanup,
  };
}
