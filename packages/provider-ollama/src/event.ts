/** One line of a chat stream; nothing in it is certain. */
export interface OllamaEvent {
  readonly message?: {
    readonly content?: string | null;
    readonly thinking?: string | null;
    readonly tool_calls?: readonly OllamaCall[] | null;
  };
  readonly done?: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly prompt_eval_cached_count?: number;
  readonly eval_count?: number;
  readonly error?: unknown;
}

export interface OllamaCall {
  readonly id?: string;
  readonly function?: {
    readonly index?: number;
    readonly name?: string;
    readonly arguments?: unknown;
  };
}
