import { text } from "node:stream/consumers";

import type { ProviderSettings } from "@g4f/core";

import { CliError } from "./exit-status.ts";
import { createRegistry, OFFLINE_PROVIDER } from "./providers.ts";

/** What `g4f ask` was told on its command line. */
export interface AskOptions {
  readonly provider?: string;
  readonly model?: string;
  readonly baseUrl?: string;
  readonly proxy?: string;
  /** The provider's own options. */
  readonly option?: Readonly<Record<string, unknown>>;
  readonly offline?: boolean;
}

/** The streams and the signal of a process, so that a test can bring its own. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Streams one answer to stdout; everything else goes to stderr.
 * @throws CliError and ProviderError; what was printed stays printed.
 */
export async function ask(
  words: readonly string[],
  options: AskOptions,
  terminal: Terminal,
): Promise<void> {
  const content = await readPrompt(words, terminal);
  await using registry = createRegistry();
  const { provider, model } = await registry.resolve(target(options, terminal), settings(options));
  const stream = provider.createAsyncGenerator({
    ...options.option,
    messages: [{ role: "user", content }],
    signal: terminal.signal,
    ...(model === undefined ? {} : { model }),
  });
  const output = new Output(terminal.stdout);
  try {
    for await (const chunk of stream) await output.write(chunk);
  } finally {
    await output.end();
  }
  const { warnings } = await stream.result;
  for (const warning of warnings) terminal.stderr.write(`g4f: ${warning}\n`);
}

async function readPrompt(words: readonly string[], { stdin }: Terminal): Promise<string> {
  const given = words.join(" ").trim();
  const prompt = given === "" && stdin.isTTY !== true ? (await text(stdin)).trim() : given;
  if (prompt === "") {
    throw new CliError("usage", 'there is no prompt: g4f ask "Hello", or pipe it in');
  }
  return prompt;
}

/** `--provider acme --model acme-1` and `--model acme:acme-1` mean the same. */
function target(options: AskOptions, { stderr }: Terminal): string {
  const { provider, model } = options;
  if (provider !== undefined) return model === undefined ? provider : `${provider}:${model}`;
  if (model !== undefined) return model;
  if (options.offline !== true) {
    throw new CliError(
      "no_provider",
      "no provider was named: use --provider <name>, or --offline for the built-in rule program",
    );
  }
  stderr.write("g4f: offline: Eliza answers, a rule program; --provider <name> asks another\n");
  return OFFLINE_PROVIDER;
}

function settings({ baseUrl, proxy }: AskOptions): ProviderSettings {
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** Writes with backpressure, and ends an unfinished line. */
class Output {
  readonly #stream: NodeJS.WritableStream;
  #last = "\n";

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  async write(chunk: string): Promise<void> {
    this.#last = chunk.at(-1) ?? this.#last;
    if (this.#stream.write(chunk)) return;
    await new Promise<void>((resolve) => this.#stream.once("drain", resolve));
  }

  /** Resolves when all was handed to the system: a pipe would lose it at exit. */
  async end(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#stream.write(this.#last === "\n" ? "" : "\n", () => resolve());
    });
  }
}
