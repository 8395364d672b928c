/** An event to be sent. */
export interface SseMessage {
  /** Any text: each of its lines becomes a `data:` line, so a CR or CRLF in it arrives as LF. */
  readonly data: string;
  /** `message` is what receivers assume, so it is not written. */
  readonly event?: string;
  /** Stays in force at the receiver until another is sent; empty takes it back. */
  readonly id?: string;
  /** How long the receiver should wait before it reconnects, in ms. */
  readonly retryMs?: number;
}

/** How {@link encodeSse} writes. */
export interface SseEncodeOptions {
  /** What ends a line. Default LF. */
  readonly lineEnd?: "\n" | "\r\n" | "\r";
}

/**
 * One event as `text/event-stream`, its blank line included: {@link sse} reads the same event.
 * @throws TypeError where the name or the id holds a line end, the id a NUL, or `retryMs` is no
 * whole number of milliseconds: no receiver would read what was meant.
 */
export function encodeSse(message: SseMessage, options: SseEncodeOptions = {}): string {
  const { data, event = "message", id, retryMs } = message;
  const end = options.lineEnd ?? "\n";
  let head = "";
  if (event !== "message") head += `event: ${oneLine(event, "the name of an event")}${end}`;
  if (id !== undefined) {
    if (id.includes("\0")) throw new TypeError("the id of an event must not hold NUL");
    head += `id: ${oneLine(id, "the id of an event")}${end}`;
  }
  if (retryMs !== undefined) head += `retry: ${wholeNumber(retryMs)}${end}`;
  const lines = /[\r\n]/.test(data) ? data.split(/\r\n|\r|\n/).join(`${end}data: `) : data;
  return `${head}data: ${lines}${end}${end}`;
}

function oneLine(text: string, what: string): string {
  if (/[\r\n]/.test(text)) throw new TypeError(`${what} must be one line`);
  return text;
}

function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`retryMs must be a whole number of ms, not ${String(value)}`);
  }
  return value;
}
