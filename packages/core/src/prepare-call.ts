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
  readonly signal: AbortSignal;
}

/**
 * Checks a request and binds it to the network; nothing is sent, and the hook has not begun.
 * @throws ProviderError of phase `prepare`.
 */
export async function prepareCall<Options extends object>(
  parts: CallParts<Options>,
): Promise<OpenCall> {
  const checked = await checkRequest(parts.manifest, parts.settings, parts.given);
  const session = await openSession(parts, checked, parts.signal, parts.limits.connect);
  return openCall(parts, checked, session);
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
    start: (defer) => generate(checked.request, { ...session.context, defer }),
    endReason: (): FinishReason | undefined => {
      if (terminator !== "eof") return undefined;
      return http.lastFramed === false ? "unknown" : "stop";
    },
    end: (good) => http.end(good),
    cleanupContext: session.forCleanup,
  };
}
