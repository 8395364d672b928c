import type { ErrorBody } from "./row.ts";

/** Collected apart, later, of hosts that none of the others speaks of. */
export const APART_HOSTS: readonly ErrorBody[] = [
  {
    host: "Together",
    url: "https://github.com/togethercomputer/MoA/issues/27",
    status: 429,
    body: {
      error: {
        message:
          "You have been rate limited. Your rate limit is 60 queries per minute. Please navigate to https://api.together.xyz/settings/billing to upgrade to a paid plan.",
        type: "credit_limit",
        param: null,
        code: null,
      },
    },
    wanted: { code: "rate_limit", retryable: true },
  },
  {
    host: "LM Studio",
    url: "https://github.com/Gitlawb/openclaude/issues/353",
    status: 400,
    body: {
      error:
        "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input.",
    },
    wanted: { code: "context_length", retryable: false },
  },
  {
    host: "LM Studio",
    url: "https://github.com/dyad-sh/dyad/issues/925",
    body: {
      error:
        "Trying to keep the first 14538 tokens when context the overflows. However, the model is loaded with context length of only 2048 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input",
    },
    wanted: { code: "context_length", retryable: false },
  },
  {
    host: "llama.cpp",
    url: "https://github.com/oobabooga/textgen/issues/7257",
    body: {
      error: {
        code: 400,
        message:
          "the request exceeds the available context size. try increasing the context size or enable context shift",
        type: "exceed_context_size_error",
        n_prompt_tokens: 14_429,
        n_ctx: 8192,
      },
    },
    wanted: { code: "context_length", retryable: false },
  },
  {
    host: "llama.cpp",
    url: "https://github.com/ggml-org/llama.cpp/issues/19774",
    status: 500,
    body: {
      error: { code: 500, message: "Context size has been exceeded.", type: "server_error" },
    },
    wanted: { code: "context_length", retryable: false },
  },
  {
    host: "Qwen",
    url: "https://github.com/camel-ai/owl/issues/432",
    status: 400,
    body: {
      error: {
        code: "data_inspection_failed",
        param: null,
        message: "Input data may contain inappropriate content.",
        type: "data_inspection_failed",
      },
      id: "chatcmpl-deab386b-2562-9a7b-b8fa-0ba9385a5c28",
      request_id: "deab386b-2562-9a7b-b8fa-0ba9385a5c28",
    },
    wanted: { code: "content_filter", requestId: "deab386b-2562-9a7b-b8fa-0ba9385a5c28" },
  },
  {
    host: "Qwen",
    url: "https://github.com/CommandCodeAI/command-code/issues/813",
    status: 400,
    body: {
      error: {
        message:
          "<400> InternalError.Algo.DataInspectionFailed: Input text data may contain inappropriate content.",
        type: "data_inspection_failed",
        param: null,
        code: "data_inspection_failed",
        id: "chatcmpl-968606d8-c53b-9dce-80be-3a9cc553c5b5",
        request_id: "968606d8-c53b-9dce-80be-3a9cc553c5b5",
      },
    },
    wanted: { code: "content_filter", requestId: "968606d8-c53b-9dce-80be-3a9cc553c5b5" },
  },
  {
    host: "Z.ai",
    url: "https://github.com/zai-org/GLM-5/issues/148",
    status: 429,
    body: {
      error: {
        code: "1113",
        message: "Insufficient balance or no resource package. Please recharge.",
      },
    },
    wanted: { code: "quota", retryable: false },
  },
  {
    host: "Z.ai",
    url: "https://github.com/agentscope-ai/QwenPaw/issues/202",
    status: 429,
    body: { error: { code: "1113", message: "余额不足或无可用资源包,请充值。" } },
    wanted: { code: "quota", retryable: false },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/71670",
    status: 429,
    body: {
      type: "error",
      error: {
        type: "rate_limit_error",
        message: "This request would exceed your account's rate limit. Please try again later.",
      },
      request_id: "req_011CcR9mkMvXdaiWP4739PSN",
    },
    wanted: { code: "rate_limit", retryable: true, requestId: "req_011CcR9mkMvXdaiWP4739PSN" },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/69982",
    body: {
      type: "error",
      error: { details: null, type: "overloaded_error", message: "Overloaded" },
      request_id: "req_011CcHM6P2JkSnZJzjSRaJNJ",
    },
    wanted: { code: "overloaded", retryable: true, requestId: "req_011CcHM6P2JkSnZJzjSRaJNJ" },
  },
];
