import { loadConfig } from "../config/load.ts";
import { debugLogger } from "../debug-logger.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Choice } from "../target/choice.ts";
import { openTarget, type Target } from "../target/open-target.ts";
import { routeLines } from "../target/route-lines.ts";
import type { Terminal } from "../terminal.ts";
import { printJson } from "./print-json.ts";
import { printText } from "./print-text.ts";
import { readPrompt } from "./read-prompt.ts";
import { usageLine } from "./usage-line.ts";

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
  const { stderr, signal } = terminal;
  const tell = (line: string): void => void stderr.write(`g4f: ${neutraliseLine(line)}\n`);
  const loaded = await loadConfig(options.config, terminal);
  const input = await readPrompt(words, options.promptFile, terminal);
  const logger = options.debug === true ? debugLogger(stderr) : undefined;
  await using target = await openTarget(options, { loaded, terminal, logger });
  if (isWorthSaying(target, options)) tell(target.banner);
  for (const warning of target.warnings) tell(warning);
  const { system, wrap } = target.prompt;
  const began = performance.now();
  const call = target.provider.createAsyncGenerator({
    ...target.request,
    messages: [
      ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
      { role: "user", content: wrap(input) },
    ],
    signal,
  });
  const stream = options.stream !== false;
  const result =
    options.json === true
      ? await printJson(call, { stream }, terminal)
      : await printText(call, { who: target.who, stream, raw: options.raw === true }, terminal);
  for (const warning of result.warnings) tell(warning);
  for (const line of routeLines(target, result, options, terminal)) tell(line);
  if (options.usage === true) tell(usageLine(result, performance.now() - began));
}

/** Who was named needs no naming; whoever counts on `--offline` should know who answers instead. */
function isWorthSaying({ source }: Target, { offline }: AskOptions): boolean {
  if (source === "flag") return false;
  return offline === true || source === "local" || source === "embedded";
}
