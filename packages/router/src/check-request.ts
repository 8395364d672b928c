import { ProviderError, type CallRequest } from "@g4f/core";

/**
 * Checks what a route reads itself, before anybody is chosen; the rest is checked by the member that is.
 * @throws ProviderError `invalid_request` of phase `prepare`, naming the field.
 */
export function checkOwnFields(route: string, request: CallRequest): void {
  const { messages, model, signal, deadlines } = request;
  const isList = Array.isArray(messages) && messages.every(isObject);
  if (!isList) throw invalid(route, "messages must be a list of messages");
  if (model !== undefined && typeof model !== "string") {
    throw invalid(route, "model must be a string");
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalid(route, "signal must be an AbortSignal");
  }
  if (deadlines !== undefined) checkDeadlines(route, deadlines);
}

function checkDeadlines(route: string, deadlines: object): void {
  if (!isObject(deadlines)) throw invalid(route, "deadlines must be an object");
  for (const [name, ms] of Object.entries(deadlines)) {
    if (ms === undefined || (typeof ms === "number" && ms > 0)) continue;
    throw invalid(route, `deadlines.${name.slice(0, 40)} must be a number of ms above 0`);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function invalid(provider: string, message: string): ProviderError {
  return new ProviderError("invalid_request", message, { provider });
}
