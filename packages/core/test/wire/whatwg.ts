import type { SseEvent } from "../../src/wire/sse-decoder.ts";

/** What the standard makes of a whole event stream. */
export interface WhatwgOutcome {
  readonly events: readonly SseEvent[];
  readonly retryMs: number | undefined;
}

/** HTML Living Standard 9.2.6 "Interpreting an event stream", put down as plainly as it is written. */
export function whatwg(bytes: Uint8Array): WhatwgOutcome {
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  lines.pop(); // what the end of the file leaves is no line
  const events: SseEvent[] = [];
  let data = "";
  let type = "";
  let id = "";
  let retryMs: number | undefined;
  for (const line of lines) {
    if (line === "") {
      if (data !== "") events.push({ event: type || "message", data: data.slice(0, -1), id });
      data = type = "";
      continue;
    }
    const colon = `${line}:`.indexOf(":");
    const field = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data += `${value}\n`;
    if (field === "event") type = value;
    if (field === "id" && !value.includes("\0")) id = value;
    if (field === "retry" && /^[0-9]+$/.test(value)) retryMs = Number.parseInt(value, 10);
  }
  return { events, retryMs };
}
