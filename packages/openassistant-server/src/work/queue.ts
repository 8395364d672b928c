/** Where a message stands: 1 = next; 0 where it waits no more. */
export interface QueuePlace {
  readonly position: number;
  readonly size: number;
}

/** First come, first served, so many at once. */
export class WorkQueue<Job> {
  readonly #concurrency: number;
  readonly #paused: () => boolean;
  readonly #run: (job: Job) => Promise<void>;
  #waiting: Job[] = [];
  #running = 0;

  constructor(concurrency: number, paused: () => boolean, run: (job: Job) => Promise<void>) {
    this.#concurrency = concurrency;
    this.#paused = paused;
    this.#run = run;
  }

  get size(): number {
    return this.#waiting.length;
  }

  place(job: Job): QueuePlace {
    return { position: this.#waiting.indexOf(job) + 1, size: this.#waiting.length };
  }

  add(job: Job): void {
    this.#waiting.push(job);
  }

  /** Takes out what waits. */
  remove(unwanted: (job: Job) => boolean): void {
    this.#waiting = this.#waiting.filter((job) => !unwanted(job));
  }

  /** Starts what may start; `run` must not reject. */
  pump(): void {
    while (this.#running < this.#concurrency && !this.#paused()) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      this.#running += 1;
      void this.#finish(job);
    }
  }

  async #finish(job: Job): Promise<void> {
    try {
      await this.#run(job);
    } finally {
      this.#running -= 1;
      this.pump();
    }
  }
}
