import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ConnectDeadline } from "../../src/http/connect-deadline.ts";
import { AsyncGeneratorProvider, defineManifest, type ProviderContext } from "../../src/index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("it says once that the time is over", () => {
  const onExpiry = vi.fn<() => void>();
  const deadline = new ConnectDeadline(1_000, onExpiry);
  vi.advanceTimersByTime(999);
  expect(onExpiry).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onExpiry).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(5_000);
  expect(onExpiry).toHaveBeenCalledOnce();
  deadline.stop();
});

test("stopped, it says nothing", () => {
  const onExpiry = vi.fn<() => void>();
  new ConnectDeadline(20, onExpiry).stop();
  vi.advanceTimersByTime(1_000);
  expect(onExpiry).not.toHaveBeenCalled();
});

test("time in which the process stood still is no waiting", () => {
  const onExpiry = vi.fn<() => void>();
  const deadline = new ConnectDeadline(1_000, onExpiry);
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 60_000);
  vi.advanceTimersByTime(100);
  expect(onExpiry).not.toHaveBeenCalled();
  deadline.stop();
});

test("a call that was aborted leaves no timer, though its transport never settles", async () => {
  class Hung extends AsyncGeneratorProvider {
    static override readonly manifest = defineManifest({
      name: "Hung",
      url: "https://hung.test",
      baseUrl: "https://hung.test",
      working: true,
    });
    protected override async *generate(_: unknown, { http }: ProviderContext) {
      yield await (await http.get("x")).text();
    }
  }
  const asked = Promise.withResolvers<void>();
  const transport = {
    request: () => {
      asked.resolve();
      return new Promise<never>(() => {});
    },
    close: async () => {},
  };
  const abort = new AbortController();
  const stream = new Hung({ transport }).createAsyncGenerator({
    messages: [{ role: "user", content: "go" }],
    signal: abort.signal,
    // A tick of their own: files share their modules.
    deadlines: { connect: 388, firstEvent: 388 },
  });
  const pull = stream.next();
  await asked.promise;
  expect(vi.getTimerCount()).toBe(1);
  abort.abort();
  await expect(pull).rejects.toMatchObject({ code: "aborted" });
  expect(vi.getTimerCount()).toBe(0);
});
