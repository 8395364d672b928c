import type { ChatLog } from "../chats/chat-log.ts";

/** How often a growing answer goes to disk: a process that is killed loses no more than this. */
const EVERY_MS = 500;

/** Keeps what came of an answer while it grows, until it is disposed. */
export interface Draft extends Disposable {
  readonly heard: (text: string) => void;
}

/** Begins to keep an answer in `log`. */
export function keepDraft(log: ChatLog): Draft {
  let unwritten = "";
  // A clock, not the tokens: the last ones before a pause are kept too.
  const timer = setInterval(() => {
    if (unwritten === "") return;
    // It never rejects.
    void log.append({ type: "draft", text: unwritten });
    unwritten = "";
  }, EVERY_MS);
  return {
    heard: (text) => {
      unwritten += text;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
