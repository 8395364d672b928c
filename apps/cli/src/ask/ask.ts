import type { CallResult } from "@g4f/core";
import type { GeneratedObject } from "@g4f/core/object";
import type { AnswerStream, AnyRequest } from "@g4f/core/registry";

import { loadConfig } from "../config/load.ts";
import { debugLogger } from "../debug-logger.ts";
import { approver } from "../extras/approve.ts";
import { askForObject, printChecked } from "../extras/ask-object.ts";
import { contentOf, wordsOf } from "../extras/content.ts";
import { readExtras } from "../extras/extras.ts";
import type { ExtraOptions } from "../extras/flags.ts";
import { print } from "../print.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { openSession } from "../session/session.ts";
import type { Choice } from "../target/choice.ts";
import { openTarget, type Target } from "../target/open-target.ts";
import { routeLines } from "../target/route-lines.ts";
import type { Terminal } from "../terminal.ts";
import { askWithTools } from "./ask-with-tools.ts";
import { printJson, resultLine } from "./print-json.ts";
import { printText } from "./print-text.ts";
import { readPrompt } from "./read-prompt.ts";
import { usageLine } from "./usage-line.ts";

/** What `g4f ask` was told on its command line. */
export interface AskOptions extends Choice, ExtraOptions {
  readonly promptFile?: string;
  readonly json?: boolean;
  /** False: print the answer when it is complete. */
  readonly stream?: boolean;
  readonly usage?: boolean;
  readonly raw?: boolean;
}

/**
 * Streams one answer to stdout, or with tools each of several; everything else goes to stderr.
 * @throws CliError and ProviderError; what was printed stays printed.
 */
export async function ask(
  words: readonly string[],
  options: AskOptions,
  terminal: Terminal,
): Promise<void> {
  const { stderr, signal } = terminal;
  const tell = (line: string): void => void stderr.write(`g4f: ${neutraliseLine(line)}\n`);
  const approve = approver(options, terminal);
  const loaded = await loadConfig(options.config, terminal);
  const session = await openSession(options, terminal);
  const { files, schema, tools } = await readExtras(options);
  const input = await readPrompt(words, options.promptFile, terminal);
  const logger = options.debug === true ? debugLogger(stderr) : undefined;
  await using target = await openTarget(options, { loaded, terminal, session, logger });
  if (isWorthSaying(target, options)) tell(target.banner);
  for (const warning of target.warnings) tell(warning);
  const { system, wrap } = target.prompt;
  const began = performance.now();
  const request = {
    ...target.request,
    messages: [
      ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
      { role: "user" as const, content: contentOf(wordsOf(wrap(input), files.text), files.media) },
    ],
    signal,
  };
  const { provider } = target;
  const askOnce = async (asked: AnyRequest, on: Terminal): Promise<CallResult> => {
    const show = async (stream: AnswerStream): Promise<CallResult> => {
      const result = await printAnswer(stream, target, options, on);
      for (const warning of result.warnings) tell(warning);
      for (const line of routeLines(target, result, options, on)) tell(line);
      return result;
    };
    const result =
      tools === undefined
        ? await show(provider.createAsyncGenerator(asked))
        : await askWithTools(asked, { provider, tools, approve, print: show }, options, on);
    if (options.usage === true) tell(usageLine(result, performance.now() - began));
    return result;
  };
  if (schema === undefined) {
    await askOnce(request, terminal);
    return;
  }
  const askObject = async (on: Terminal): Promise<GeneratedObject<unknown>> =>
    await askForObject(request, { provider, schema, tell, ask: (asked) => askOnce(asked, on) });
  if (options.json !== true) {
    await printChecked(terminal, askObject);
    return;
  }
  const { result, ...checked } = await askObject(terminal);
  await print(terminal.stdout, resultLine({ ...result, ...checked }));
}

async function printAnswer(
  answer: AnswerStream,
  { who }: Target,
  { json = false, raw = false, stream = true, schema, tools }: AskOptions,
  terminal: Terminal,
): Promise<CallResult> {
  const isLast = tools === undefined && schema === undefined;
  return json
    ? await printJson(answer, { stream, result: isLast }, terminal)
    : await printText(answer, { who, stream, raw, isData: schema !== undefined }, terminal);
}

/** Who was named needs no naming; whoever counts on `--offline` should know who answers instead. */
function isWorthSaying({ source }: Target, { offline }: AskOptions): boolean {
  if (source === "flag") return false;
  return offline === true || source === "local" || source === "embedded";
}
