import { expect, test } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import { isNetworkError, networkError, plainCause } from "../../src/http/network-error.ts";

function fault(code: string | undefined, extra: object = {}): Error {
  return Object.assign(new Error("what Node says"), code === undefined ? {} : { code }, extra);
}

test.for([
  ["ENOTFOUND", "connect", "network", false, "connect"],
  ["EAI_AGAIN", "connect", "network", true, "connect"],
  ["EAI_NODATA", "connect", "network", false, "connect"],
  ["ECONNREFUSED", "connect", "network", true, "connect"],
  ["ECONNREFUSED", "proxy", "network", true, "proxy"],
  ["EHOSTUNREACH", "connect", "network", true, "connect"],
  ["ENETUNREACH", "connect", "network", true, "connect"],
  ["EMFILE", "connect", "network", true, "connect"],
  ["ETIMEDOUT", "connect", "timeout", true, "connect"],
  ["ETIMEDOUT", "tls", "timeout", true, "tls"],
  ["ETIMEDOUT", "stream", "network", true, "stream"],
  ["UND_ERR_CONNECT_TIMEOUT", "proxy", "timeout", true, "proxy"],
  ["CERT_HAS_EXPIRED", "tls", "network", false, "tls"],
  ["CERT_HAS_EXPIRED", "proxy", "network", false, "proxy"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls", "network", false, "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "connect", "network", false, "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", "network", false, "tls"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "network", false, "tls"],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "headers", "network", false, "tls"],
  ["ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "stream", "network", false, "stream"],
  ["EPROTO", "tls", "network", false, "tls"],
  ["ECONNRESET", "tls", "network", true, "tls"],
  ["ECONNRESET", "headers", "network", true, "headers"],
  ["ECONNRESET", "stream", "network", true, "stream"],
  ["EPIPE", "headers", "network", true, "send"],
  ["UND_ERR_SOCKET", "headers", "network", true, "headers"],
  ["UND_ERR_SOCKET", "stream", "network", true, "stream"],
  ["UND_ERR_HEADERS_OVERFLOW", "headers", "protocol", false, "headers"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "stream", "protocol", false, "stream"],
  ["HPE_INVALID_CONSTANT", "headers", "protocol", false, "headers"],
  ["HPE_INVALID_CONSTANT", "proxy", "network", false, "proxy"],
  ["UND_ERR_INVALID_ARG", "connect", "invalid_request", false, "prepare"],
  ["UND_ERR_DESTROYED", "stream", "aborted", false, "stream"],
  ["SOMETHING_NEW", "headers", "network", false, "headers"],
  [undefined, "connect", "network", false, "connect"],
] as const)("%s in phase %s", async ([errno, seen, code, retryable, phase]) => {
  const error = networkError(fault(errno), { phase: seen, host: "a.test" });
  expect(error).toMatchObject({ code, retryable, phase });
  expect(error.message).toMatch(/^(proxy )?a\.test [^\n]+[^.]$/);
});

test("a parser's fault has no code and is known by its name", () => {
  const parser = fault(undefined, { name: "HTTPParserError" });
  expect(networkError(parser, { phase: "stream", host: "a" }).code).toBe("protocol");
});

test.for([
  [true, "network"],
  [false, "protocol"],
] as const)("a short body is a break where the peer has closed: %o", async ([closed, code]) => {
  const place = { phase: "stream", host: "a", closed } as const;
  expect(networkError(fault("UND_ERR_RES_CONTENT_LENGTH_MISMATCH"), place).code).toBe(code);
  const parser = Object.assign(new Error("… (Invalid EOF state)"), { name: "HTTPParserError" });
  expect(networkError(parser, place).code).toBe(code);
});

test("what speaks out of turn breaks the protocol, though undici has no code of its own for it", () => {
  const error = Object.assign(new Error("bad response"), { code: "UND_ERR_SOCKET" });
  expect(networkError(error, { phase: "headers", host: "a" }).code).toBe("protocol");
});

test("a write that fails is of the phase `send`", () => {
  const error = fault("ECONNRESET", { syscall: "write" });
  expect(networkError(error, { phase: "headers", host: "a" }).phase).toBe("send");
});

test("what fetch throws has its code in the cause, and is known all the same", () => {
  const error = new TypeError("fetch failed", { cause: fault("ECONNREFUSED") });
  expect(isNetworkError(error)).toBe(true);
  expect(networkError(error, { phase: "connect", host: "a" })).toMatchObject({
    code: "network",
    retryable: true,
    cause: { name: "TypeError", code: "ECONNREFUSED" },
  });
  const write = new TypeError("fetch failed", { cause: fault("EPIPE", { syscall: "write" }) });
  expect(networkError(write, { phase: "headers", host: "a" }).phase).toBe("send");
  const file = new Error("no config", { cause: fault("EACCES", { syscall: "open" }) });
  expect(isNetworkError(file)).toBe(false);
  expect(isNetworkError(new Error("x", { cause: new ProviderError("auth", "no") }))).toBe(false);
});

test("a cause that is its own cause ends the search", () => {
  const error = new Error("round");
  error.cause = error;
  expect(isNetworkError(error)).toBe(false);
});

test("a ProviderError is handed back", () => {
  const error = new ProviderError("auth", "no");
  expect(networkError(error, { phase: "headers", host: "a" })).toBe(error);
});

test("the cause is a copy without sockets and options, on one line", () => {
  const error = Object.assign(new TypeError("one\n  two "), { code: "X", socket: {}, options: {} });
  const cause = plainCause(error);
  expect(cause).not.toBe(error);
  expect([cause.name, cause.message]).toEqual(["TypeError", "one two"]);
  expect(Object.keys(cause).toSorted()).toEqual(["code", "name"]);
  expect(plainCause("text").message).toBe("text");
});

test("the first of several failed addresses decides, and all are told", () => {
  const inner = ["ECONNREFUSED ::1", "ECONNREFUSED 127.0.0.1"].map((text) =>
    Object.assign(new Error(text), { code: "ECONNREFUSED" }),
  );
  const error = networkError(new AggregateError(inner), { phase: "connect", host: "a" });
  expect(error).toMatchObject({ code: "network", retryable: true });
  expect(error.cause).toMatchObject({ message: "ECONNREFUSED ::1, ECONNREFUSED 127.0.0.1" });
});
