import type { ServerResponse } from "node:http";

import type { Found } from "../inference/messages.ts";
import { Refusal } from "../refusal.ts";
import type { ServerState } from "../state.ts";
import { Mailbox } from "../work/mailbox.ts";
import type { QueuePlace } from "../work/queue.ts";
import { readEvents } from "../work/read-events.ts";
import { sendPieces } from "./send.ts";

/**
 * The mailbox of an assistant message, or undefined where it is finished. What is cancelled or timed
 * out has one that stays empty for ever.
 * @throws Refusal for a prompter message and for too many streams.
 */
export function mailboxOf(state: ServerState, { message }: Found): Mailbox | undefined {
  if (message.role !== "assistant") {
    throw new Refusal(400, "Only assistant messages can be streamed.");
  }
  const mailbox = state.desk.events(message.id);
  const finished = message.state === "complete" || message.state === "aborted_by_worker";
  if (mailbox === undefined && finished) return undefined;
  if (state.streams.size >= state.limits.maxStreams) {
    throw new Refusal(503, "The server is currently busy. Please try again later.");
  }
  return mailbox ?? new Mailbox();
}

/**
 * Streams the events of a message until its end, or until the client leaves. The head must be written
 * already; `readsOn` as in {@link readEvents}.
 */
export async function stream(
  state: ServerState,
  { message }: Found,
  mailbox: Mailbox,
  response: ServerResponse,
  readsOn: boolean,
): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => {
    gone.abort();
  };
  response.once("close", leave);
  state.streams.add(gone);
  const { clock, desk, faults } = state;
  const place = (): QueuePlace => desk.place(message.id);
  const source = { mailbox, clock, faults, place, readsOn };
  const signal = AbortSignal.any([gone.signal, state.closing]);
  try {
    await sendPieces(response, readEvents(source, signal), signal);
  } finally {
    state.streams.delete(gone);
    response.off("close", leave);
  }
  if (signal.aborted) response.destroy();
  else response.end();
  if (gone.signal.aborted && state.settings.cancelOnDisconnect) desk.cut(message.id);
}
