import { notApplicable } from "./applies.ts";
import type { Case } from "./case.ts";
import { failureFacts, type FailureFacts } from "./failure.ts";
import { makeReport, type CaseReport, type Report } from "./report.ts";
import { CASE_DEADLINE_MS, runCase, type CaseRun } from "./run-case.ts";
import { examine, type Subject, type SubjectOptions } from "./subject.ts";
import { watchProcess } from "./watch-process.ts";
import { wireless } from "./wireless.ts";

/** Most time that all cases together may take, in ms. */
const TOTAL_MS = 120_000;
/** Who has left something behind so often is not waited for any longer. */
const MOST_UNTIDY = 2;
const SHORT_PATIENCE_MS = 50;

/** What a run takes. */
export interface RunSettings extends SubjectOptions {
  /** Most time one attempt at a case may take, in ms. Default: 10 000. */
  readonly caseMs?: number | undefined;
  /** Most time all cases may take; what is left then fails without being run. Default: 120 000. */
  readonly totalMs?: number | undefined;
}

type Examined = { readonly subject: Subject } | { readonly trouble: FailureFacts };

/** One provider under the suite, case by case. The provider is examined once, before the first. */
export class Run {
  readonly #settings: RunSettings;
  #started: number | undefined;
  readonly #reports = new Map<string, CaseReport>();
  #examination: Promise<Examined> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #subject: Subject | undefined;
  #untidy = 0;

  constructor(settings: RunSettings) {
    this.#settings = settings;
  }

  /**
   * Runs one case, and remembers how it went. Never rejects. One at a time: what a case leaves behind in
   * the process could not be told from what another is doing.
   */
  async case(one: Case): Promise<CaseReport> {
    const report = this.#last.then(() => this.#report(one));
    this.#last = report;
    this.#reports.set(one.id, await report);
    return await report;
  }

  /** What the cases that were run come to. */
  report(): Report {
    const { dialect } = this.#settings;
    return makeReport([...this.#reports.values()], {
      manifest: this.#subject?.manifest,
      dialect,
      transport: dialect === undefined ? undefined : this.#subject?.transport,
      ms: this.#elapsed(),
    });
  }

  async #report(one: Case): Promise<CaseReport> {
    const { id, level, rule, proves } = one;
    const facts = { id, level, rule, proves, ms: 0, attempts: 0 };
    const { dialect, totalMs = TOTAL_MS } = this.#settings;
    this.#started ??= performance.now();
    this.#examination ??= this.#examine();
    const examined = await this.#examination;
    if ("trouble" in examined) return { ...facts, status: "failed", failure: examined.trouble };
    const { subject } = examined;
    const reason = notApplicable(one, subject.manifest, dialect);
    if (reason !== undefined) return { ...facts, status: "not-applicable", reason };
    if (this.#elapsed() > totalMs) {
      return { ...facts, status: "failed", failure: outOfTime(totalMs) };
    }
    const run = await this.#run(one, subject);
    return { ...facts, status: run.failure === undefined ? "passed" : "failed", ...run };
  }

  async #run(one: Case, subject: Subject): Promise<CaseRun> {
    const { create, dialect = wireless, caseMs = CASE_DEADLINE_MS } = this.#settings;
    const patience = this.#untidy < MOST_UNTIDY ? {} : { patienceMs: SHORT_PATIENCE_MS };
    const limits = { deadlineMs: caseMs, ...patience };
    const run = await runCase(one, { create, dialect, ...subject }, limits);
    if (run.failure?.by === "watch") this.#untidy++;
    return run;
  }

  /** Since the first case: a runner may collect tests long before it runs them. */
  #elapsed(): number {
    return this.#started === undefined ? 0 : performance.now() - this.#started;
  }

  async #examine(): Promise<Examined> {
    const found = Promise.withResolvers<Examined>();
    await watchProcess(async () => {
      try {
        this.#subject = await examine(this.#settings, this.#settings.caseMs);
        found.resolve({ subject: this.#subject });
      } catch (thrown) {
        found.resolve({ trouble: { ...failureFacts(thrown), by: "run" } });
      }
    });
    return await found.promise;
  }
}

function outOfTime(ms: number): FailureFacts {
  return {
    message: `the run was out of time after ${ms} ms: this case was not run`,
    received: "nothing",
    expected: `all cases within ${ms} ms`,
    by: "run",
  };
}
