import { loadConfig } from "../config/load.ts";
import type { Choice } from "../target/choice.ts";
import { openTarget } from "../target/open-target.ts";
import type { Terminal } from "../terminal.ts";
import { AnswerWriter } from "./answer-writer.ts";
import { readPrompt } from "./read-prompt.ts";

/** What `g4f ask` was told on its command line. */
export interface AskOptions extends Choice {
  readonly promptFile?: string;
  readonly json?: boolean;
  /** False: print the answer when it is complete. */
  readonly stream?: boolean;
  readonly usage?: boolean;
  readonly raw?: boolean;
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
  const loaded = await loadConfig(options.config, terminal);
  const input = await readPrompt(words, options.promptFile, terminal);
  await using target = await openTarget(options, { loaded, terminal });
  if (target.source !== "flag") terminal.stderr.write(`g4f: ${target.banner}\n`);
  const { system, wrap } = target.prompt;
  const stream = target.provider.createAsyncGenerator({
    ...target.request,
    messages: [
      ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
      { role: "user", content: wrap(input) },
    ],
    signal: terminal.signal,
  });
  const output = new AnswerWriter(terminal.stdout);
  try {
    for await (const chunk of stream) await output.write(chunk);
  } finally {
    await output.end();
  }
  const { warnings } = await stream.result;
  for (const warning of warnings) terminal.stderr.write(`g4f: ${warning}\n`);
}
