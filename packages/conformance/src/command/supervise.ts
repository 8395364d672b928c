import { fork, type ChildProcess } from "node:child_process";

import type { CaseReport, Report } from "../report.ts";
import { CASE_DEADLINE_MS } from "../run-case.ts";
import { selectCases } from "../run-suite.ts";
import type { News, Order } from "./messages.ts";
import { completeReport, spoil } from "./salvage.ts";
import { ConformanceUsageError } from "./target.ts";

/** Most time without news: all attempts at one case, with something to spare for a slow machine. */
const SILENCE_MS = 4 * CASE_DEADLINE_MS;
const SHOWN_CHARS = 200;

/** What a supervised run tells while it lasts. */
export interface Supervision {
  /** A case is over; `of` is how many there are. */
  readonly onCase?: (report: CaseReport, of: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Most time without news, in ms. Default: 40 000. */
  readonly silenceMs?: number | undefined;
}

/**
 * Runs the suite in a process of its own. A provider that ends it, blocks it or writes to its stdout gets
 * a report in which that is a failure.
 * @throws ConformanceUsageError where there is nothing to run; the signal's reason where it is aborted.
 */
export async function supervise(order: Order, supervision: Supervision = {}): Promise<Report> {
  const { signal, silenceMs = SILENCE_MS } = supervision;
  signal?.throwIfAborted();
  const child = forkChild();
  const seen = new Seen(order, supervision);
  const silence = setTimeout(() => seen.end(child, "did nothing"), silenceMs);
  const onAbort = (): void => void child.kill("SIGKILL");
  signal?.addEventListener("abort", onAbort);
  child.on("message", (news: News) => {
    silence.refresh();
    seen.onNews(news);
  });
  child.stdout?.on("data", (bytes: Buffer) => seen.onOutput(bytes.toString()));
  child.stderr?.on("data", (bytes: Buffer) => seen.onErrorOutput(bytes.toString()));
  child.send(order);
  try {
    const [status, killedBy] = await closed(child);
    signal?.throwIfAborted();
    return seen.report(status, killedBy);
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener("abort", onAbort);
  }
}

function forkChild(): ChildProcess {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return fork(new URL(`./child.${extension}`, import.meta.url), [], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

function closed(child: ChildProcess): Promise<readonly [number | null, NodeJS.Signals | null]> {
  return new Promise((resolve) => {
    child.once("close", (status, signal) => resolve([status, signal]));
    child.once("error", () => resolve([null, null]));
  });
}

/** All that came of a child. */
class Seen {
  readonly #order: Order;
  readonly #supervision: Supervision;
  readonly #cases: CaseReport[] = [];
  #ids: readonly string[];
  #done: Report | undefined;
  #unusable: string | undefined;
  #output = "";
  #errorOutput = "";
  #ended: string | undefined;

  constructor(order: Order, supervision: Supervision) {
    this.#order = order;
    this.#supervision = supervision;
    this.#ids = selectCases(order.filter).map(({ id }) => id);
  }

  onNews(news: News): void {
    if (news.type === "begun") this.#ids = news.cases;
    else if (news.type === "done") this.#done = news.report;
    else if (news.type === "unusable") this.#unusable = news.message;
    else {
      this.#cases.push(news.report);
      this.#supervision.onCase?.(news.report, this.#ids.length);
    }
  }

  onOutput(text: string): void {
    this.#output = (this.#output + text).slice(0, SHOWN_CHARS);
  }

  onErrorOutput(text: string): void {
    this.#errorOutput = (this.#errorOutput + text).slice(-SHOWN_CHARS);
  }

  end(child: ChildProcess, why: string): void {
    this.#ended = why;
    child.kill("SIGKILL");
  }

  report(status: number | null, signal: NodeJS.Signals | null): Report {
    if (this.#unusable !== undefined) throw new ConformanceUsageError(this.#unusable);
    const written = `wrote to stdout: ${JSON.stringify(this.#output)}`;
    if (this.#done !== undefined) {
      return this.#output === "" ? this.#done : spoil(this.#done, written);
    }
    const how = this.#ended ?? `ended its process (${signal ?? `status ${status}`})`;
    const last = this.#errorOutput.trim() === "" ? "" : `: ${this.#errorOutput.trim()}`;
    return completeReport(this.#order, this.#ids, this.#cases, `the provider ${how}${last}`);
  }
}
