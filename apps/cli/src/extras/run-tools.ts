import type { CallResult, Chunk } from "@g4f/core";
import type { AnswerStream, AnyRequest, Provider } from "@g4f/core/registry";
import type { RunRequest, ToolRun, ToolSource } from "@g4f/core/tools";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Approve } from "./approve.ts";

/** What a run with tools needs beside its request. */
export interface ToolRunOptions {
  readonly provider: Provider;
  readonly tools: ToolSource;
  readonly maxSteps?: number | undefined;
  /** Undefined: every call is made. */
  readonly approve: Approve | undefined;
  /** Prints one answer as it comes. */
  readonly print: (stream: AnswerStream) => Promise<CallResult>;
  /** Told of what tools answer. */
  readonly onResult: (chunk: Chunk) => void;
}

/**
 * Asks, makes the calls that the model wants, and so on; each answer is printed as it comes.
 * @throws as the call that failed.
 */
export async function runWithTools(request: AnyRequest, options: ToolRunOptions): Promise<ToolRun> {
  const { provider, tools, maxSteps, approve, print, onResult } = options;
  const { runTools } = await import("@g4f/core/tools");
  const printed = {
    // The printer reads the answer, at its own pace: nothing is left for the loop but the result.
    createAsyncGenerator: (asked: RunRequest) => {
      const result = print(provider.createAsyncGenerator(asked));
      result.catch(() => {});
      return { result, chunks: () => after(result) };
    },
  };
  return await runTools({
    provider: printed,
    request: request as RunRequest,
    tools,
    onChunk: onResult,
    ...(maxSteps === undefined ? {} : { maxSteps }),
    // Questions come one after the other.
    ...(approve === undefined ? {} : { approve, parallel: false }),
  });
}

/** The model was stopped at its last step. */
export function stepLimit({ steps }: ToolRun): CliError {
  const message = `the model asked for more calls after ${steps} answers; --max-steps allows more`;
  return new CliError("truncated", message);
}

/** No chunk, and the end when the printer has come to it. */
export async function* after(result: Promise<CallResult>): AsyncGenerator<Chunk, undefined> {
  await result;
  yield* [];
}

const LONGEST = 200;

/** What a tool answered, as one harmless line; undefined for any other chunk. */
export function toolLine(chunk: Chunk): string | undefined {
  if (typeof chunk === "string" || chunk.type !== "custom") return undefined;
  const { name, content, isError } = chunk.data as {
    readonly name: string;
    readonly content: unknown;
    readonly isError?: boolean;
  };
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return neutraliseLine(`tool ${name}${isError === true ? " failed" : ""}: ${shown}`);
}
