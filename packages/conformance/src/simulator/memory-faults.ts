import { ProviderError, type ErrorPhase, type TransportRequest } from "@g4f/core";

/** The errors of a connection in memory: the same codes, phases and hints as a real one gives. */

/** The connection was closed or reset before what it carried was complete. */
export function broken(host: string, phase: ErrorPhase): ProviderError {
  return new ProviderError(
    "network",
    `${host} closed the connection before the answer was complete`,
    { phase, retryable: true },
  );
}

/** Something else than HTTP was sent. */
export function garbled(host: string, phase: ErrorPhase): ProviderError {
  return new ProviderError("protocol", `${host} sent something that is not HTTP/1.1`, { phase });
}

/** The error of a request whose signal has fired. */
export function abortError({ signal }: TransportRequest, phase: ErrorPhase): ProviderError {
  const reason: unknown = signal.reason;
  if (ProviderError.is(reason)) return reason;
  return new ProviderError("aborted", "the request was aborted", { phase });
}

/** The error of a header that no transport would send; undefined where all can be sent. */
export function unsendable({ headers, url }: TransportRequest): ProviderError | undefined {
  const bad = Object.entries(headers).find(
    ([name, value]) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !Array.from(value).every(isSendable),
  );
  if (bad === undefined) return undefined;
  return new ProviderError(
    "invalid_request",
    `${url.hostname} was not asked: the header ${JSON.stringify(bad[0])} cannot be sent`,
    { phase: "prepare" },
  );
}

/** What may stand in the value of a header: a tab, and what of Latin-1 is no control character. */
function isSendable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code === 9 || (code >= 32 && code <= 255 && code !== 127);
}
