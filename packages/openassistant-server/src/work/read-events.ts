import type { ChatEvent } from "@g4f/provider-openassistant/wire";
import { encodeEvent, encodeLegacyPing, encodePing } from "@g4f/provider-openassistant/wire";

import type { ServerClock } from "../clock.ts";
import type { Faults } from "../faults.ts";
import type { Mailbox, Turn } from "./mailbox.ts";
import type { QueuePlace } from "./queue.ts";

const PENDING_MS = 1000;
const PING_MS = 15_000;

/** What a stream of events is read from. */
export interface EventSource {
  readonly mailbox: Mailbox;
  readonly clock: ServerClock;
  readonly place: () => QueuePlace;
  readonly faults: () => Faults;
  /** Whether what was being read goes on being read once the client left, as the website does. */
  readonly readsOn: boolean;
}

/**
 * The events of a message as they go over the wire, one piece an event: `pending` each second until the
 * first other event, a ping each 15 s, and the end after `message` or `error`. Where neither comes it
 * goes on until `signal` aborts.
 */
export async function* readEvents(
  source: EventSource,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  const { clock, mailbox } = source;
  const times = { ping: clock.now() + PING_MS, pending: clock.now() + PENDING_MS };
  let turn = mailbox.take();
  try {
    while (!signal.aborted) {
      const due = Math.min(times.ping, times.pending);
      const event = await nextWithin(turn.event, due - clock.now(), clock, signal);
      if (signal.aborted) return;
      if (event === undefined) {
        yield* overdue(source, times);
        continue;
      }
      times.pending = Number.POSITIVE_INFINITY;
      // Claimed: a cancelled turn would put the event back.
      turn = CLAIMED;
      if (!(isFinal(event) && source.faults().noFinalEvent === true)) yield encodeEvent(event);
      if (isFinal(event)) return;
      if (event.event_type === "plugin_intermediate") {
        yield encodeEvent({ event_type: "token", text: "" });
      }
      turn = mailbox.take();
    }
  } finally {
    if (source.readsOn && signal.aborted) void readForNobody(mailbox, turn);
    else turn.cancel();
  }
}

const CLAIMED = { event: new Promise<never>(() => {}), cancel: (): void => {} };

/** Takes events from the next reader, until the last one. */
async function readForNobody(mailbox: Mailbox, first: Turn): Promise<void> {
  let turn = first;
  while (!isFinal(await turn.event)) turn = mailbox.take();
}

function* overdue(
  { clock, place, faults }: EventSource,
  times: { ping: number; pending: number },
): Generator<string, void, void> {
  const now = clock.now();
  if (now >= times.pending) {
    times.pending = now + PENDING_MS;
    const { position, size } = place();
    yield encodeEvent({ event_type: "pending", queue_position: position, queue_size: size });
  }
  if (now >= times.ping) {
    times.ping += PING_MS;
    const encode = faults().legacyPing === true ? encodeLegacyPing : encodePing;
    yield encode(new Date(now));
  }
}

async function nextWithin(
  event: Promise<ChatEvent>,
  ms: number,
  clock: ServerClock,
  signal: AbortSignal,
): Promise<ChatEvent | undefined> {
  const done = new AbortController();
  try {
    const wait = clock.wait(Math.max(0, ms), AbortSignal.any([signal, done.signal]));
    return await Promise.race([event, wait.then(() => undefined)]);
  } finally {
    done.abort();
  }
}

function isFinal({ event_type }: ChatEvent): boolean {
  return event_type === "message" || event_type === "error";
}
