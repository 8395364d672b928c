/** One event of a Responses stream; nothing in it is certain. */
export interface ResponsesEvent {
  readonly type?: string;
  readonly delta?: unknown;
  readonly text?: unknown;
  readonly item_id?: string;
  readonly output_index?: number;
  readonly summary_index?: number;
  readonly item?: ResponsesItem;
  readonly annotation?: unknown;
  readonly response?: ResponsesResponse;
  readonly error?: unknown;
}

export interface ResponsesItem {
  readonly type?: string;
  readonly id?: string;
  readonly call_id?: string;
  readonly name?: string;
  readonly arguments?: unknown;
  readonly summary?: unknown;
  readonly encrypted_content?: unknown;
  /** An image, in base64. */
  readonly result?: unknown;
  readonly output_format?: unknown;
}

export interface ResponsesResponse {
  readonly status?: string;
  readonly error?: unknown;
  readonly incomplete_details?: { readonly reason?: string } | null;
  readonly usage?: ResponsesUsage | null;
}

export interface ResponsesUsage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly total_tokens?: number;
  readonly input_tokens_details?: { readonly cached_tokens?: number } | null;
  readonly output_tokens_details?: { readonly reasoning_tokens?: number } | null;
}
