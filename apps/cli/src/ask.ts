import { text } from "node:stream/consumers";

import type { ProviderSettings } from "@g4f/core";

import { startEmbedded } from "./embedded.ts";
import { CliError } from "./exit-status.ts";
import { createRegistry } from "./providers.ts";

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
  readonly env: Readonly<Record<string, string | undefined>>;
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
  await using target = await targetOf(options, terminal);
  await using registry = createRegistry();
  const { provider, model } = await registry.resolve(target.name, target.settings);
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

/** Which provider to resolve, and how; with what has to be closed after the answer. */
interface Target extends AsyncDisposable {
  readonly name: string;
  readonly settings: ProviderSettings;
}

/** The provider that was named, else the embedded server where that is allowed. */
async function targetOf(options: AskOptions, terminal: Terminal): Promise<Target> {
  const name = nameOf(options);
  if (name !== undefined) {
    return { name, settings: settings(options, terminal), [Symbol.asyncDispose]: async () => {} };
  }
  if (options.offline !== true) {
    throw new CliError(
      "no_provider",
      "no provider was named: use --provider <name>, or --offline for the built-in rule program",
    );
  }
  const embedded = await startEmbedded();
  terminal.stderr.write(
    `g4f: offline: OpenAssistant at ${embedded.url}, embedded and answered by Eliza, a rule program; --provider <name> asks another\n`,
  );
  return Object.assign(embedded, { name: "openassistant" });
}

/** `--provider acme --model acme-1` and `--model acme:acme-1` mean the same. */
function nameOf({ provider, model }: AskOptions): string | undefined {
  if (provider === undefined) return model;
  return model === undefined ? provider : `${provider}:${model}`;
}

/** Cookies are taken from the environment alone: an argument would show in every process list. */
function settings({ baseUrl, proxy }: AskOptions, { env }: Terminal): ProviderSettings {
  const cookie = env["OPENASSISTANT_COOKIE"];
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(baseUrl === undefined || cookie === undefined ? {} : { cookies: parseCookies(cookie) }),
  };
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(";").map((pair) => /^\s*([^=]+)=(.*?)\s*$/s.exec(pair));
  return Object.fromEntries(
    pairs.flatMap((match) => (match === null ? [] : [[match[1] ?? "", match[2] ?? ""]])),
  );
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
