import { ProviderError, type ErrorCode, type ErrorPhase } from "../errors.ts";

/** What is known of the place where a connection failed. */
export interface FaultPlace {
  readonly phase: ErrorPhase;
  /** Name of the host that was talked to, as it may be shown. */
  readonly host: string;
  /** Whether the other side had closed the connection when the fault was seen. */
  readonly closed?: boolean;
}

interface Fault {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Follows the host's name in the message. */
  readonly text: string;
  /** Where it differs from the phase in which the fault was seen. */
  readonly phase?: ErrorPhase;
}

const again = (text: string): Fault => ({ code: "network", retryable: true, text });
const never = (text: string): Fault => ({ code: "network", retryable: false, text });
const expired = (text: string): Fault => ({ code: "timeout", retryable: true, text });
const breach = (text: string): Fault => ({ code: "protocol", retryable: false, text });
const certificate = (text: string): Fault => ({ ...never(text), phase: "tls" });
const misuse = (text: string): Fault => ({ ...never(text), code: "invalid_request" });

const BROKEN = again("closed the connection before the answer was complete");
const UNREACHABLE = again("cannot be reached; check network and proxy");
const UNTRUSTED = certificate(
  "has a certificate that none of the trusted authorities signed; a private authority goes into tls.ca",
);
const GARBLED = breach("sent something that is not HTTP/1.1");
const MISFIT = "was not asked: a header or the path cannot be sent";
const DROPPED: Fault = { ...never("was left: the transport was closed"), code: "aborted" };
const UNKNOWN = never("could not be talked to");

/** The one table: fault by the code that Node or undici gives it. */
const BY_CODE: ReadonlyMap<string, Fault> = new Map([
  ["ENOTFOUND", never("does not exist as a host name; check its spelling")],
  ["ENODATA", never("has no address; check its spelling")],
  ["EAI_AGAIN", again("cannot be looked up just now; the name server does not answer")],
  ["EAI_FAIL", again("cannot be looked up just now; the name server failed")],
  ["ECONNREFUSED", again("refused the connection; check that it runs and listens on that port")],
  ["EHOSTUNREACH", UNREACHABLE],
  ["EHOSTDOWN", UNREACHABLE],
  ["ENETUNREACH", UNREACHABLE],
  ["ENETDOWN", UNREACHABLE],
  ["EADDRNOTAVAIL", UNREACHABLE],
  ["EMFILE", again("was not connected: this process has too many open files")],
  ["ENFILE", again("was not connected: this machine has too many open files")],
  ["EACCES", never("must not be connected to from here")],
  ["EPERM", never("must not be connected to from here")],
  ["ETIMEDOUT", expired("did not answer in time")],
  ["UND_ERR_CONNECT_TIMEOUT", expired("did not accept the connection in time")],
  ["UND_ERR_HEADERS_TIMEOUT", expired("did not answer in time")],
  ["UND_ERR_BODY_TIMEOUT", expired("stopped answering")],
  ["ECONNRESET", BROKEN],
  ["ECONNABORTED", BROKEN],
  ["EPIPE", BROKEN],
  ["UND_ERR_SOCKET", BROKEN],
  ["UND_ERR_INFO", BROKEN],
  ["CERT_HAS_EXPIRED", certificate("has a certificate that has expired")],
  ["CERT_NOT_YET_VALID", certificate("has a certificate that is not valid yet; check the clock")],
  ["CERT_REVOKED", certificate("has a certificate that was revoked")],
  ["ERR_TLS_CERT_ALTNAME_INVALID", certificate("has a certificate for another name")],
  ["HOSTNAME_MISMATCH", certificate("has a certificate for another name")],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", UNTRUSTED],
  ["SELF_SIGNED_CERT_IN_CHAIN", UNTRUSTED],
  ["UND_ERR_HEADERS_OVERFLOW", breach("sent headers over 16 KiB")],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", breach("sent a body of another length than announced")],
  ["UND_ERR_INVALID_ARG", misuse(MISFIT)],
  ["UND_ERR_NOT_SUPPORTED", misuse(MISFIT)],
  ["UND_ERR_DESTROYED", DROPPED],
  ["UND_ERR_CLOSED", DROPPED],
]);

const BY_PATTERN: readonly (readonly [pattern: RegExp, fault: Fault])[] = [
  [
    /^UNABLE_TO_|^CERT_|^CRL_|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH|^ERROR_IN_|^SUBJECT_ISSUER/,
    UNTRUSTED,
  ],
  [/^ERR_SSL_|^ERR_TLS_|^ERR_OSSL_|^EPROTO$/, certificate("did not complete a TLS handshake")],
  [/^HPE_/, GARBLED],
  [/^EAI_/, never("cannot be looked up")],
];

/** How undici's parser, which gives no code, names a body that was incomplete at the end. */
const CUT = "Invalid EOF state";
const CUT_LENGTH = "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";
const OPENING: ReadonlySet<ErrorPhase> = new Set(["connect", "proxy", "tls"]);

/**
 * The {@link ProviderError} that a fault of Node or undici amounts to; one that is a `ProviderError`
 * already is handed back. Its message names the host and nothing secret; `cause` is a plain copy.
 */
export function networkError(error: unknown, place: FaultPlace): ProviderError {
  if (ProviderError.is(error)) return error;
  const fault = faultOf(error, place);
  const proxied = place.phase === "proxy";
  const subject = proxied ? `proxy ${place.host}` : place.host;
  return new ProviderError(
    proxied && fault.code === "protocol" ? "network" : fault.code,
    `${subject} ${fault.text}`,
    { phase: phaseOf(fault, error, place), retryable: fault.retryable, cause: plainCause(error) },
  );
}

/** A copy that holds name, message and code: no sockets, no option bags, one line. */
export function plainCause(error: unknown): Error {
  const cause = new Error(messageOf(error).trim().replaceAll(/\s+/g, " "));
  if (!(error instanceof Error)) return cause;
  const code = codeOf(error);
  return Object.assign(cause, { name: error.name }, code === "" ? {} : { code });
}

function faultOf(error: unknown, { phase, closed }: FaultPlace): Fault {
  const code = codeOf(error);
  if (closed === true && isCut(error)) return BROKEN;
  // The peer's silence after the connection stood is a break that the transport itself reports.
  if (code === "ETIMEDOUT" && !OPENING.has(phase)) return BROKEN;
  // undici has one code for a peer that left and for one that spoke out of turn.
  if (code === "UND_ERR_SOCKET" && messageOf(error).startsWith("bad ")) return GARBLED;
  const fault = BY_CODE.get(code) ?? BY_PATTERN.find(([pattern]) => pattern.test(code))?.[1];
  if (fault !== undefined) return fault;
  return error instanceof Error && error.name === "HTTPParserError" ? GARBLED : UNKNOWN;
}

function isCut(error: unknown): boolean {
  return codeOf(error) === CUT_LENGTH || messageOf(error).includes(CUT);
}

function phaseOf(fault: Fault, error: unknown, { phase }: FaultPlace): ErrorPhase {
  if (fault.code === "invalid_request") return "prepare";
  if (phase === "proxy" || phase === "stream") return phase;
  if (phase === "headers" && isWrite(error)) return "send";
  return fault.phase ?? phase;
}

function isWrite(error: unknown): boolean {
  return (
    error instanceof Error &&
    (codeOf(error) === "EPIPE" || Reflect.get(Object(coded(error)), "syscall") === "write")
  );
}

function codeOf(error: unknown): string {
  const code: unknown = Reflect.get(Object(coded(error)), "code");
  return typeof code === "string" ? code : "";
}

/** How deep the fault may lie that others were made of. */
const DEEPEST = 4;

/** Of an error and its causes, the first that has a code: what fetch throws has it in its cause. */
function coded(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || typeof Reflect.get(error, "code") === "string") return error;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined || depth === DEEPEST ? error : coded(inner, depth + 1);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's error for a name with several addresses says nothing itself.
  if (error.message === "" && error instanceof AggregateError) {
    return error.errors.map((inner) => messageOf(inner)).join(", ");
  }
  return error.message;
}

/** Codes that files give too: of the network only where connecting failed. */
const LOCAL: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EMFILE", "ENFILE"]);

/** Whether Node or undici says with this that a connection failed. */
export function isNetworkError(error: unknown): boolean {
  const syscall: unknown = Reflect.get(Object(coded(error)), "syscall");
  if (LOCAL.has(codeOf(error)) && syscall !== "connect") return false;
  return faultOf(error, { phase: "stream", host: "" }) !== UNKNOWN;
}
