import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { keepDraft } from "../../src/chat/draft.ts";
import { ChatLog } from "../../src/chats/chat-log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what came is kept within a second, also before a pause, and each word once", () => {
  const log = new ChatLog({ folder: undefined, keeps: false, warn: () => {} });
  void log.append({ type: "question", at: "", content: "?" });
  const kept = (): unknown => log.transcript.last?.answer?.message.content;
  {
    using draft = keepDraft(log);
    vi.advanceTimersByTime(2_000);
    expect(kept()).toBeUndefined();
    draft.heard("one ");
    draft.heard("two ");
    vi.advanceTimersByTime(999);
    expect(kept()).toBe("one two ");
    draft.heard("three");
    vi.advanceTimersByTime(5_000);
    expect(kept()).toBe("one two three");
    draft.heard("lost");
  }
  expect(vi.getTimerCount()).toBe(0);
  expect(kept()).toBe("one two three");
});
