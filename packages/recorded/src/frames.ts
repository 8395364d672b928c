/** A stream as it travels: one piece of text for each event. */
export interface Frames {
  readonly headers: Readonly<Record<string, string>>;
  readonly frames: readonly string[];
}

/** Server-sent events. `named`: each with an `event:` line of its `type`. `done`: closed by `[DONE]`. */
export function sseFrames(
  events: readonly string[],
  { named = false, done = false }: { readonly named?: boolean; readonly done?: boolean } = {},
): Frames {
  const frames = events.map((event) => {
    const type = named ? /"type":"([^"]+)"/.exec(event)?.[1] : undefined;
    return `${type === undefined ? "" : `event: ${type}\n`}data: ${event}\n\n`;
  });
  return {
    headers: { "content-type": "text/event-stream; charset=utf-8" },
    frames: done ? [...frames, "data: [DONE]\n\n"] : frames,
  };
}

/** Newline-delimited JSON. */
export function ndjsonFrames(events: readonly string[]): Frames {
  return {
    headers: { "content-type": "application/x-ndjson" },
    frames: events.map((event) => `${event}\n`),
  };
}
