import { expect } from "vitest";

/** One event of a stream, its data parsed. */
export interface ReadEvent {
  readonly event: string | undefined;
  readonly data: object;
}

/** The events of a whole stream; each must be closed by its blank line. */
export function sseEvents(text: string): ReadEvent[] {
  const frames = text.split("\n\n");
  expect(frames.pop()).toBe("");
  return frames.map((frame) => {
    const { name, data } =
      /^(?:event: (?<name>.*)\n)?data: (?<data>[^\n]*)$/.exec(frame)?.groups ?? {};
    if (data === undefined) throw new Error(`no event: ${frame}`);
    return { event: name, data: JSON.parse(data) as object };
  });
}
