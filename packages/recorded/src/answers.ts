import type { Recording } from "./recordings.ts";

/** One answer of a recorded stream. */
export interface RecordedAnswer {
  readonly name: string;
  readonly answer: readonly string[];
}

/**
 * The answers of recorded responses. One file holds those of four calls in a row, each of which begins
 * with `response.created`; in another, events lack their last bracket, as they were recorded.
 */
export function answersOf(streams: readonly Recording[]): RecordedAnswer[] {
  return streams.flatMap(({ name, events }) =>
    split(events.map(mended)).map((answer, index) => ({ name: `${name} ${index}`, answer })),
  );
}

function split(events: readonly string[]): string[][] {
  const answers: string[][] = [];
  for (const event of events) {
    if (event.includes('"type":"response.created"')) answers.push([]);
    answers.at(-1)?.push(event);
  }
  return answers;
}

function mended(event: string): string {
  try {
    JSON.parse(event);
    return event;
  } catch {
    return `${event}}`;
  }
}
