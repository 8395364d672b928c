import { expect, test } from "vitest";

import { CallEnd } from "../src/call-end.ts";

test("tells each listener once, with the first reason", () => {
  const end = new CallEnd();
  const told: unknown[] = [];
  end.onAbort(() => told.push(end.reason));
  end.onAbort(() => told.push(end.aborted));
  end.abort("first");
  end.abort("second");
  expect(told).toEqual(["first", true]);
});

test("has a signal for whoever asks, before the end or after it", () => {
  const end = new CallEnd();
  const { signal } = end;
  expect(signal.aborted).toBe(false);
  end.abort("over");
  expect(signal.reason).toBe("over");
  expect(end.signal).toBe(signal);

  const late = new CallEnd();
  late.abort("before");
  expect(late.signal.reason).toBe("before");
});

test("follows a signal, also one that is aborted already", () => {
  const abort = new AbortController();
  const end = CallEnd.following(abort.signal);
  expect(end.aborted).toBe(false);
  abort.abort("left");
  expect(end.reason).toBe("left");
  expect(CallEnd.following(abort.signal).reason).toBe("left");
});
