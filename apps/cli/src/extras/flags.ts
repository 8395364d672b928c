import { InvalidArgumentError, type Command } from "commander";

/** What goes with the questions of one command line. */
export interface ExtraOptions {
  /** Paths of files that go with the (first) question. */
  readonly file?: readonly string[];
  /** Path of the JSON Schema of answers. */
  readonly schema?: string;
  /** Path of a module whose exports are tools. */
  readonly tools?: string;
  /** Most answers of one question with tools. */
  readonly maxSteps?: number;
  /** Tools are called without asking. */
  readonly yes?: boolean;
}

/** Adds the flags of {@link ExtraOptions}. */
export function addExtraFlags(command: Command): Command {
  return command
    .option("--file <path>", "an image, PDF, audio or text file; may be repeated", path)
    .option("--schema <path>", "the answer is JSON of this JSON Schema, and checked")
    .option("--tools <path>", "a module of yours whose exports the model may call")
    .option("--max-steps <number>", "with --tools: most answers of the model (default: 8)", count)
    .option("--yes", "with --tools: call them without asking");
}

function path(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}
