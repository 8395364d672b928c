import type { Content } from "../message.ts";
import type { Tool } from "../request.ts";

/** What one call of a tool gets beside its arguments. */
export interface ToolCallContext {
  /** Aborted when the run is. */
  readonly signal: AbortSignal;
  /** The id of the call, as the model gave it. */
  readonly id: string;
}

/** What a tool answers; an error is told to the model, which may try again. */
export interface ToolAnswer {
  readonly content: Content;
  readonly isError?: boolean;
}

/**
 * Where tools come from: functions of the program, a server, anything with these two. Structural, so
 * that other kinds of sources fit without a common ancestor.
 */
export interface ToolSource {
  /** The tools there are now. */
  readonly list: (options: { readonly signal: AbortSignal }) => Promise<readonly Tool[]>;
  /** Calls one. A rejection is told to the model as an error. */
  readonly call: (name: string, args: unknown, context: ToolCallContext) => Promise<ToolAnswer>;
}
