import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { startStatus } from "../../src/screen/status-line.ts";
import { column, fit, widthOf } from "../../src/screen/width.ts";

const ERASE = "\r\u001B[2K";

describe("startStatus", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function screen(columns?: number): {
    written: string[];
    columns?: number;
    write(text: string): void;
  } {
    const written: string[] = [];
    return {
      written,
      ...(columns === undefined ? {} : { columns }),
      write: (text) => void written.push(text),
    };
  }

  test("counts seconds, says what changes, and leaves nothing", () => {
    const output = screen();
    const status = startStatus(output, "waiting for Eliza");
    vi.advanceTimersByTime(1_000);
    expect(output.written.at(-1)?.slice(ERASE.length)).toMatch(/^. waiting for Eliza · 1 s$/);
    status.say("number 3 of 12 in the queue");
    vi.advanceTimersByTime(2_000);
    expect(output.written.at(-1)?.slice(ERASE.length)).toMatch(
      /^. number 3 of 12 in the queue · 3 s$/,
    );
    expect(output.written.at(-1)?.startsWith(ERASE)).toBe(true);
    status.stop();
    expect(output.written.at(-1)).toBe(ERASE);
    const count = output.written.length;
    status.stop();
    vi.advanceTimersByTime(5_000);
    expect(output.written).toHaveLength(count);
  });

  test("a quick answer never sees it", () => {
    const output = screen();
    const status = startStatus(output, "waiting");
    vi.advanceTimersByTime(200);
    status.stop();
    expect(output.written).toEqual([]);
  });

  test("never wraps, whatever the width", () => {
    for (const columns of [1, 2, 10, 20]) {
      const output = screen(columns);
      const status = startStatus(output, "等待 the provider 日本語");
      vi.advanceTimersByTime(1_000);
      status.stop();
      for (const line of output.written) {
        expect(widthOf(line.slice(ERASE.length))).toBeLessThan(columns);
      }
    }
  });

  test("no screen, no line", () => {
    const status = startStatus(undefined, "waiting");
    status.say("still");
    status.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("widths", () => {
  test.each([
    ["abc", 3, "abc"],
    ["abcd", 3, "ab…"],
    ["日本語", 6, "日本語"],
    ["日本語", 5, "日本…"],
    ["👨‍👩‍👧 family", 4, "👨‍👩‍👧 …"],
    ["a", 0, ""],
  ])("%j in %i columns is %j", (text, columns, fitted) => {
    expect(fit(text, columns)).toBe(fitted);
    expect(widthOf(column(text, columns))).toBe(columns);
  });
});
