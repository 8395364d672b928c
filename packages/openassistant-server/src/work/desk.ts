import { ProviderError, type Message, type SamplingFields } from "@g4f/core";
import type { Provider } from "@g4f/core/registry";

import type { ServerClock } from "../clock.ts";
import type { Faults } from "../faults.ts";
import type { Limits } from "../limits.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { messageRead, type StoredChat, type StoredMessage } from "../store/records.ts";
import { pieceOf } from "./answer.ts";
import { messagesFor } from "./history.ts";
import { Mailbox } from "./mailbox.ts";
import { WorkQueue, type QueuePlace } from "./queue.ts";
import { samplingFor } from "./sampling.ts";

const DROPPED = "Aborted due to worker error.";
/** Mailboxes of complete answers that nobody has read yet. */
const MOST_UNREAD = 64;

interface Job {
  readonly chat: StoredChat;
  readonly message: StoredMessage;
  readonly mailbox: Mailbox;
  readonly abort: AbortController;
}

/** What the desk works with. */
export interface DeskOptions {
  readonly responder: Provider;
  readonly model: string | undefined;
  readonly clock: ServerClock;
  readonly limits: Limits;
  readonly faults: () => Faults;
  readonly chats: () => ChatStore;
}

/** Has assistant messages answered by the responder, in their turn, and keeps their events. */
export class Desk {
  readonly #options: DeskOptions;
  readonly #queue: WorkQueue<Job>;
  readonly #jobs = new Map<string, Job>();
  readonly #running = new Map<string, Job>();
  #closed = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    const paused = (): boolean => this.#closed || options.faults().endlessPending === true;
    this.#queue = new WorkQueue(options.limits.concurrency, paused, (job) => this.#work(job));
  }

  get isFull(): boolean {
    return this.#queue.size >= this.#options.limits.maxQueue;
  }

  /** Starts what may start. */
  pump(): void {
    this.#queue.pump();
  }

  add(chat: StoredChat, message: StoredMessage): void {
    const job = { chat, message, mailbox: new Mailbox(), abort: new AbortController() };
    this.#jobs.set(message.id, job);
    this.#queue.add(job);
  }

  place(messageId: string): QueuePlace {
    const job = this.#jobs.get(messageId);
    return job === undefined ? { position: 0, size: this.#queue.size } : this.#queue.place(job);
  }

  /** The events that are left of a message; undefined where none are and none will come. */
  events(messageId: string): Mailbox | undefined {
    const mailbox = this.#jobs.get(messageId)?.mailbox;
    const { clock, limits } = this.#options;
    mailbox?.expire(clock.now(), limits.eventsExpireMs);
    if (mailbox?.ended === true && mailbox.drained) this.#jobs.delete(messageId);
    return this.#jobs.get(messageId)?.mailbox;
  }

  /** Takes a message out of the queue; what runs is not stopped, and its readers hear nothing. */
  withdraw(messageId: string): void {
    this.#queue.remove(({ message }) => message.id === messageId);
    this.#jobs.delete(messageId);
  }

  /** Stops an answer at once. */
  cut(messageId: string): void {
    this.#running.get(messageId)?.abort.abort();
  }

  close(): void {
    this.#closed = true;
    for (const { abort } of this.#running.values()) abort.abort();
  }

  async #work(job: Job): Promise<void> {
    const { clock, faults, limits } = this.#options;
    const { message } = job;
    if (faults().timeout === true || clock.now() - message.created > limits.messageTimeoutMs) {
      message.state = "timeout";
      this.#fail(job, "Timeout");
      return;
    }
    message.state = "in_progress";
    this.#running.set(message.id, job);
    try {
      const content = await this.#answer(job);
      message.content = content;
      message.state = "complete";
      this.#options.chats().grow(job.chat, content.length);
      this.#end(job, { event_type: "message", message: messageRead(job.chat, message) });
    } catch (error) {
      message.state = "aborted_by_worker";
      this.#fail(job, errorText(error));
    } finally {
      this.#running.delete(message.id);
    }
  }

  async #answer({ chat, message, mailbox, abort }: Job): Promise<string> {
    const { clock, faults, limits, model, responder } = this.#options;
    const { manifest } = responder;
    const messages: readonly Message[] = messagesFor(chat, message, manifest);
    const sampling: SamplingFields = samplingFor(message.work?.sampling_parameters, manifest);
    const request = { ...sampling, model, messages, signal: abort.signal };
    let content = "";
    for await (const chunk of responder.createAsyncGenerator(request).chunks()) {
      const piece = pieceOf(chunk);
      if (piece === undefined) continue;
      if ("used" in piece) {
        message.usedPlugin = piece.used;
        continue;
      }
      const isStep = "step" in piece;
      const event = isStep ? piece.step : ({ event_type: "token", text: piece.text } as const);
      mailbox.push(event, clock.now());
      if (isStep) continue;
      content += piece.text;
      throwFault(faults());
      if (content.length >= limits.maxAnswerLength) break;
    }
    throwFault(faults());
    return content;
  }

  #fail(job: Job, error: string): void {
    const message = messageRead(job.chat, job.message);
    this.#end(job, { event_type: "error", error, message });
  }

  #end(job: Job, event: Parameters<Mailbox["push"]>[0]): void {
    const { clock, faults } = this.#options;
    const { mailbox, message, chat } = job;
    // Of a chat that is gone the original could report nothing: its readers are left hanging.
    if (chat.deleted) return;
    const unread = !mailbox.hasReaders;
    mailbox.push(event, clock.now());
    mailbox.ended = true;
    if (mailbox.drained || (unread && faults().finishedTooEarly === true)) {
      this.#jobs.delete(message.id);
    } else if (unread) {
      this.#forgetUnread();
    }
  }

  #forgetUnread(): void {
    const unread = [...this.#jobs].filter(([, { mailbox }]) => mailbox.ended);
    for (const [id] of unread.slice(0, -MOST_UNREAD)) this.#jobs.delete(id);
  }
}

function throwFault({ abortedByWorker, workerError }: Faults): void {
  if (abortedByWorker === true) throw new ProviderError("upstream", DROPPED);
  if (workerError !== undefined) throw new ProviderError("upstream", workerError);
}

/** Only our own errors are known to hold no secret. */
function errorText(error: unknown): string {
  return ProviderError.is(error) ? error.message : DROPPED;
}
