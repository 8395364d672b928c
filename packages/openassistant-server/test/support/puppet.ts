import { AsyncGeneratorProvider, defineManifest } from "@g4f/core";
import type {
  Chunk,
  Messages,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
} from "@g4f/core";

type Order = { readonly chunk: Chunk } | { readonly error: Error } | "end";

/** One call that the puppet answers as it is told. */
export class Run {
  readonly request: ProviderRequest;
  readonly signal: AbortSignal;
  readonly #orders: Order[] = [];
  #wake: () => void = () => {};

  constructor(request: ProviderRequest, signal: AbortSignal) {
    this.request = request;
    this.signal = signal;
    signal.addEventListener("abort", () => this.#wake(), { once: true });
  }

  get messages(): Messages {
    return this.request.messages;
  }

  say(...chunks: Chunk[]): void {
    for (const chunk of chunks) this.#give({ chunk });
  }

  end(): void {
    this.#give("end");
  }

  fail(error: Error): void {
    this.#give({ error });
  }

  async *chunks(): AsyncGenerator<Chunk> {
    for (;;) {
      const order = this.#orders.shift();
      if (order === undefined) {
        if (this.signal.aborted) return;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      } else if (order === "end") return;
      else if ("error" in order) throw order.error;
      else yield order.chunk;
    }
  }

  #give(order: Order): void {
    this.#orders.push(order);
    this.#wake();
  }
}

/** A responder on strings: each call waits for what the test makes it say. */
export class Puppet extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "puppet",
    url: "https://puppet.test",
    working: true,
    defaultModel: "p",
    terminator: "eof",
    supports: { systemMessage: true, messageHistory: true, temperature: true, topK: true },
  });
  readonly #runs: Run[] = [];
  readonly #wanted: ((run: Run) => void)[] = [];

  /** The next call that was not asked for yet, or that will come. */
  nextRun(): Promise<Run> {
    const run = this.#runs.shift();
    if (run !== undefined) return Promise.resolve(run);
    return new Promise((resolve) => this.#wanted.push(resolve));
  }

  /** Calls that came and were not asked for. */
  get unclaimed(): number {
    return this.#runs.length;
  }

  protected override async *generate(
    request: ProviderRequest,
    { signal }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const run = new Run(request, signal);
    const wanted = this.#wanted.shift();
    if (wanted === undefined) this.#runs.push(run);
    else wanted(run);
    yield* run.chunks();
  }
}
