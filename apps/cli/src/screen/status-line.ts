import { fit } from "./width.ts";

const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const FRAME_MS = 100;
/** Who answers faster than this needs no sign of life. */
const PATIENCE_MS = 300;
const ERASE = "\r\u001B[2K";

/** Where a status line is drawn. */
export interface StatusOutput {
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line that says what is waited for, redrawn in place until it is erased. */
export interface StatusLine {
  /** Replaces what is said; the seconds go on. */
  say(words: string): void;
  /** Nothing is left on the screen. May be called again. */
  stop(): void;
}

/**
 * Shows `words` and the seconds since, once they are worth it. Draws nothing where `output` is undefined:
 * that is no screen. The words must be harmless already.
 */
export function startStatus(output: StatusOutput | undefined, words: string): StatusLine {
  if (output === undefined) return { say: () => {}, stop: () => {} };
  const began = Date.now();
  let said = words;
  let frame = 0;
  let drawn = false;
  const draw = (): void => {
    const elapsed = Date.now() - began;
    if (elapsed < PATIENCE_MS) return;
    const sign = FRAMES[frame++ % FRAMES.length] ?? "";
    const line = `${sign} ${said} · ${Math.floor(elapsed / 1000)} s`;
    // The last column stays free: a full line would wrap, and could not be erased.
    output.write(`${ERASE}${fit(line, (output.columns ?? 80) - 1)}`);
    drawn = true;
  };
  const timer = setInterval(draw, FRAME_MS);
  return {
    say: (next) => {
      said = next;
    },
    stop: () => {
      clearInterval(timer);
      if (drawn) output.write(ERASE);
      drawn = false;
    },
  };
}
