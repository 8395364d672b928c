import { readResponse } from "./http-text.ts";

/** The data of all events that a stream brought so far. */
export function eventsOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  return readResponse(text)
    .chunks.filter((chunk) => chunk.startsWith("data: {"))
    .map((chunk) => JSON.parse(chunk.slice("data: ".length)) as Record<string, unknown>);
}

/** The same in short: the text of tokens, the place of `pending`, the type of all else. */
export function brief(text: string): readonly string[] {
  return eventsOf(text).map((event) => {
    if (event["event_type"] === "token") return String(event["text"]);
    if (event["event_type"] !== "pending") return String(event["event_type"]);
    return `${String(event["queue_position"])}/${String(event["queue_size"])}`;
  });
}
