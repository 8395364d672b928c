import type { Chunk } from "../chunk.ts";
import { ProviderError } from "../errors.ts";
import type { Messages, ToolMessage } from "../message.ts";
import type { CallFields, SamplingFields } from "../request.ts";
import type { CallResult, ToolCall, Usage } from "../result.ts";
import type { ProviderStream } from "../stream.ts";
import { untilAborted } from "../until-aborted.ts";
import type { ToolAnswer, ToolSource } from "./tool-source.ts";

/** What a run asks of a provider; structural, so that routers and other copies of core fit. */
export interface ToolRunner<Request> {
  readonly createAsyncGenerator: (
    request: Request,
  ) => Pick<ProviderStream, "chunks"> & { readonly result: Promise<CallResult> };
}

/** The least that a request of a run holds; a provider's own options stand beside it. */
export type RunRequest = Omit<CallFields, "tools"> & SamplingFields;

/** How tools are run. */
export interface RunToolsOptions<Request extends RunRequest> {
  readonly provider: ToolRunner<Request>;
  readonly request: Request;
  readonly tools: ToolSource;
  /** Most answers of the model. Default 8. */
  readonly maxSteps?: number;
  /** Whether the calls of one answer run at a time. Default true. */
  readonly parallel?: boolean;
  /** Asked before each call; false, or a reason as text, declines it, and the model is told. */
  readonly approve?: (call: ToolCall) => boolean | string | Promise<boolean | string>;
  /** Told every chunk of every answer, and every result of a tool as a `custom` part `tool-result`. */
  readonly onChunk?: (chunk: Chunk) => void;
}

/** What a run came to. */
export interface ToolRun {
  /** The last answer. */
  readonly result: CallResult;
  /** The history that the run began with, and all that came to it: ready for the next run. */
  readonly messages: Messages;
  /** How many answers the model gave. */
  readonly steps: number;
  /** `step-limit`: the last answer asks for calls that were not made. */
  readonly reason: "done" | "step-limit";
  /** Tokens of all answers together, where they were counted. */
  readonly usage?: Usage;
}

const MAX_STEPS = 8;

/**
 * Calls a model, makes the calls that it asks for, tells it what came of them, and so on until it asks
 * for none. Tools that fail, do not exist, or got arguments that are none are told to the model.
 * @throws ProviderError as the call that failed; `aborted` as soon as the request's signal is aborted.
 */
export async function runTools<Request extends RunRequest>(
  options: RunToolsOptions<Request>,
): Promise<ToolRun> {
  const { provider, request, tools, maxSteps = MAX_STEPS, onChunk = () => {} } = options;
  const signal = request.signal ?? new AbortController().signal;
  const offered = await untilAborted(tools.list({ signal }), signal, runAborted);
  let messages: Messages = request.messages;
  let usage: Usage | undefined;
  for (let steps = 1; ; steps++) {
    const stream = provider.createAsyncGenerator({ ...request, messages, tools: offered });
    for await (const chunk of stream.chunks()) onChunk(chunk);
    const result = await stream.result;
    usage = sum(usage, result.usage);
    messages = [...messages, result.message];
    const over = result.finishReason !== "tool-calls" || result.toolCalls.length === 0;
    if (over || steps >= maxSteps) {
      const reason = over ? "done" : "step-limit";
      return { result, messages, steps, reason, ...(usage === undefined ? {} : { usage }) };
    }
    messages = [...messages, ...(await answers(result.toolCalls, options, signal))];
  }
}

async function answers<Request extends RunRequest>(
  calls: readonly ToolCall[],
  { tools, approve, parallel = true, onChunk }: RunToolsOptions<Request>,
  signal: AbortSignal,
): Promise<ToolMessage[]> {
  const one = async (call: ToolCall): Promise<ToolMessage> => {
    const { id, name } = call;
    const answer = await untilAborted(answerOf(call, tools, approve, signal), signal, runAborted);
    onChunk?.({ type: "custom", name: "tool-result", data: { id, name, ...answer } });
    return { role: "tool", toolCallId: id, name, content: answer.content };
  };
  if (parallel) return await Promise.all(calls.map(one));
  const messages: ToolMessage[] = [];
  for (const call of calls) messages.push(await one(call));
  return messages;
}

async function answerOf(
  call: ToolCall,
  tools: ToolSource,
  approve: RunToolsOptions<RunRequest>["approve"],
  signal: AbortSignal,
): Promise<ToolAnswer> {
  const { id, name } = call;
  let args: unknown;
  try {
    args = JSON.parse(call.arguments);
  } catch {
    return { content: "the arguments are no JSON; nothing was called", isError: true };
  }
  const allowed = (await approve?.(call)) ?? true;
  if (allowed !== true) {
    const why = allowed === false ? "" : `: ${allowed}`;
    return { content: `the call was declined${why}`, isError: true };
  }
  try {
    return await tools.call(name, args, { signal, id });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { content: `the tool failed: ${words}`, isError: true };
  }
}

const runAborted = (): ProviderError =>
  new ProviderError("aborted", "the run was aborted by its signal");

const COUNTS = [
  "inputTokens",
  "outputTokens",
  "totalTokens",
  "cachedTokens",
  "reasoningTokens",
] as const;

function sum(before: Usage | undefined, next: Usage | undefined): Usage | undefined {
  if (before === undefined || next === undefined) return before ?? next;
  const counted = COUNTS.filter((key) => before[key] !== undefined || next[key] !== undefined);
  const counts = counted.map((key) => [key, (before[key] ?? 0) + (next[key] ?? 0)]);
  return { ...Object.fromEntries(counts), exact: before.exact && next.exact } as Usage;
}
