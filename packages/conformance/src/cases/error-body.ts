import type { ErrorCode } from "@g4f/core";

/** What a service answers where something is wrong: status, what it means, body, and how long to wait in ms. */
export type ErrorBody = readonly [
  status: number,
  code: ErrorCode,
  body: string | object,
  retryAfterMs?: number,
];

/** OpenAI's form, which most others took over. */
export const error = (message: string, more: object = {}): object => ({
  error: { message, ...more },
});
/** Anthropic's form. */
export const typed = (type: string, message: string): object => ({
  type: "error",
  error: { type, message },
});
/** Google's form. */
export const google = (code: number, status: string, message: string, details?: object[]): object =>
  error(message, { code, status, ...(details === undefined ? {} : { details }) });
/** What stands before a service, and not the service, answers with. */
export const page = (title: string): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
