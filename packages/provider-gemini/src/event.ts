/** One event of a generateContent stream; nothing in it is certain. */
export interface GeminiEvent {
  readonly candidates?: readonly GeminiCandidate[];
  readonly promptFeedback?: { readonly blockReason?: string; readonly blockReasonMessage?: string };
  readonly usageMetadata?: GeminiUsage;
  readonly error?: unknown;
}

export interface GeminiCandidate {
  readonly index?: number;
  readonly content?: { readonly parts?: readonly GeminiPart[] };
  readonly finishReason?: string;
  readonly finishMessage?: string;
  readonly groundingMetadata?: { readonly groundingChunks?: unknown };
}

export interface GeminiPart {
  readonly text?: string;
  /** Whether `text` is a thought. */
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
  readonly functionCall?: GeminiCall;
  readonly inlineData?: { readonly mimeType?: string; readonly data?: string };
  readonly fileData?: { readonly mimeType?: string; readonly fileUri?: string };
  readonly executableCode?: unknown;
  readonly codeExecutionResult?: unknown;
}

export interface GeminiCall {
  readonly id?: string;
  readonly name?: string;
  readonly args?: unknown;
  /** Arguments piece by piece, each with its place. */
  readonly partialArgs?: readonly PartialArg[];
  /** Whether more pieces of this call follow. */
  readonly willContinue?: boolean;
}

export interface PartialArg {
  /** Such as `$.location` or `$.items[0].name`. */
  readonly jsonPath?: string;
  readonly stringValue?: string;
  readonly numberValue?: number;
  readonly boolValue?: boolean;
  readonly nullValue?: unknown;
}

export interface GeminiUsage {
  readonly promptTokenCount?: number;
  readonly toolUsePromptTokenCount?: number;
  readonly candidatesTokenCount?: number;
  readonly thoughtsTokenCount?: number;
  readonly totalTokenCount?: number;
  readonly cachedContentTokenCount?: number;
}
