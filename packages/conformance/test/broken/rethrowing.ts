import {
  ProviderError,
  type HttpResponse,
  type ProviderContext,
  type ProviderErrorOptions,
  type ProviderRequest,
} from "@g4f/core";
import type { ErrorCode } from "@g4f/core";

import { ReferenceProvider } from "../reference/openai-chat.ts";

/** What a provider makes of an error of its request. */
export type Rethrow = (error: ProviderError) => ProviderError;

/** The same error with another code or other facts. */
export function changed(
  error: ProviderError,
  code: ErrorCode,
  facts: ProviderErrorOptions = {},
): ProviderError {
  const { message, status, phase, requestId } = error;
  return new ProviderError(code, message, {
    phase,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...facts,
  });
}

/** The reference provider, which tells the errors of its request in its own way. */
export abstract class Rethrowing extends ReferenceProvider {
  protected override async send(
    request: ProviderRequest,
    context: ProviderContext,
  ): Promise<HttpResponse> {
    try {
      return await super.send(request, context);
    } catch (error) {
      throw ProviderError.is(error) ? this.rethrow(error) : error;
    }
  }

  protected abstract rethrow(error: ProviderError): ProviderError;
}
