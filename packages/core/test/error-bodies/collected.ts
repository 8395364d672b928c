import type { ErrorBody } from "./row.ts";

/** Makers of models and their clouds. */
export const COLLECTED: readonly ErrorBody[] = [
  {
    host: "OpenAI",
    url: "https://github.com/chathub-dev/chathub/issues/126",
    body: {
      error: {
        message:
          "This model's maximum context length is 4097 tokens. However, your messages resulted in 4294 tokens. Please reduce the length of the messages.",
        type: "invalid_request_error",
        param: "messages",
        code: "context_length_exceeded",
      },
    },
    wanted: { code: "context_length" },
  },
  {
    host: "OpenAI",
    url: "https://github.com/himanushi/chat-code/issues/17",
    status: 400,
    body: {
      error: {
        message:
          "This model's maximum context length is 4097 tokens. However, your messages resulted in 4363 tokens. Please reduce the length of the messages.",
        type: "invalid_request_error",
        param: "messages",
        code: "context_length_exceeded",
      },
    },
    wanted: { code: "context_length" },
  },
  {
    host: "OpenAI",
    url: "https://github.com/crewAIInc/crewAI-examples/issues/121",
    status: 400,
    body: {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, your messages resulted in 8227 tokens. Please reduce the length of the messages.",
        type: "invalid_request_error",
        param: "messages",
        code: "context_length_exceeded",
      },
    },
    wanted: { code: "context_length" },
  },
  {
    host: "OpenAI",
    url: "https://github.com/jabrena/spring-boot-user-beans/issues/136",
    status: 400,
    body: {
      error: {
        message:
          "This model's maximum context length is 4097 tokens, however you requested 4130 tokens (130 in your prompt; 4000 for the completion). Please reduce your prompt; or completion length.",
        type: "invalid_request_error",
        param: null,
        code: null,
      },
    },
    wanted: { code: "context_length" },
  },
  {
    host: "OpenAI",
    url: "https://github.com/webtimemachine/wtm2/issues/579",
    status: 400,
    body: "This model's maximum context length is 128000 tokens. However, your messages resulted in 204308 tokens. Please reduce the length of the messages.",
    wanted: { code: "context_length" },
  },
  {
    host: "DeepSeek",
    url: "https://github.com/evalstate/fast-agent/issues/621",
    status: 400,
    body: {
      error: {
        message:
          "This model's maximum context length is 131072 tokens. However, you requested 131134 tokens (122942 in the messages, 8192 in the completion). Please reduce the length of the messages or completion.",
        type: "invalid_request_error",
        param: null,
        code: "invalid_request_error",
      },
    },
    wanted: { code: "context_length" },
  },
  {
    host: "DeepSeek",
    url: "https://github.com/continuedev/continue/issues/10121",
    status: 402,
    body: "Insufficient Balance",
    wanted: { code: "quota" },
  },
  {
    host: "Anthropic",
    url: "https://github.com/continuedev/continue/issues/8454",
    body: {
      type: "error",
      error: {
        type: "invalid_request_error",
        message:
          "input length and `max_tokens` exceed context limit: 143653 + 64000 > 200000, decrease input length or `max_tokens` and try again",
      },
      request_id: "req_011CUWu7a8bGeMSvA9d7DRLa",
    },
    wanted: { code: "context_length", requestId: "req_011CUWu7a8bGeMSvA9d7DRLa" },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/70365",
    status: 529,
    body: {
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
      request_id: "req_011CcLPrMiu53v6Rp1jfe1Cd",
    },
    wanted: { code: "overloaded", requestId: "req_011CcLPrMiu53v6Rp1jfe1Cd", retryable: true },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/35792",
    status: 529,
    body: {
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
      request_id: "req_011CZAau32QzxDkriovTaFCB",
    },
    wanted: { code: "overloaded", requestId: "req_011CZAau32QzxDkriovTaFCB" },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/5184",
    status: 529,
    body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    wanted: { code: "overloaded" },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/66314",
    status: 400,
    body: {
      type: "error",
      error: {
        type: "invalid_request_error",
        message:
          "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
      },
      request_id: "req_011CbrFTcXhtiMzr3s6EocF7",
    },
    wanted: { code: "quota", requestId: "req_011CbrFTcXhtiMzr3s6EocF7", retryable: false },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/4684",
    status: 400,
    body: {
      type: "error",
      error: {
        type: "invalid_request_error",
        message:
          "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
      },
    },
    wanted: { code: "quota" },
  },
  {
    host: "Anthropic",
    url: "https://github.com/anthropics/claude-code/issues/59278",
    status: 401,
    body: {
      type: "error",
      error: { type: "authentication_error", message: "Invalid authentication credentials" },
      request_id: "req_011Cb3RavXrrXz31j9FoSWJv",
    },
    wanted: { code: "auth", requestId: "req_011Cb3RavXrrXz31j9FoSWJv", retryable: false },
  },
  {
    host: "Anthropic",
    url: "https://github.com/stackblitz/bolt.new/issues/8589",
    body: "This request would exceed the rate limit for your organization (a22cf6e6-a940-4fff-8c4c-1580816ac7be) of 1,000,000 input tokens per minute. For details, refer to: https://docs.anthropic.com/en/api/rate-limits. You can see the response headers for current usage. Please reduce the prompt length or the maximum tokens requested, or try again later. You may also contact sales at https://www.anthropic.com/contact-sales to discuss your options for a rate limit increase.",
    wanted: { code: "rate_limit" },
  },
  {
    host: "Gemini",
    url: "https://github.com/gke-labs/gemini-for-kubernetes-development/issues/1215",
    status: 429,
    body: {
      error: {
        code: 429,
        message:
          "You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits. To monitor your current usage, head to: https://ai.dev/rate-limit. ",
        status: "RESOURCE_EXHAUSTED",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.Help",
            links: [
              {
                description: "Learn more about Gemini API quotas",
                url: "https://ai.google.dev/gemini-api/docs/rate-limits",
              },
            ],
          },
        ],
      },
    },
    wanted: { code: "quota" },
  },
  {
    host: "Gemini",
    url: "https://github.com/google-gemini/gemini-cli/issues/14811",
    status: 429,
    body: {
      error: {
        code: 429,
        message: "Resource has been exhausted (e.g. check quota).",
        status: "RESOURCE_EXHAUSTED",
      },
    },
    wanted: { code: "rate_limit", retryable: true },
  },
  {
    host: "Vertex",
    url: "https://github.com/google-gemini/gemini-cli/issues/14831",
    status: 429,
    body: [
      {
        error: {
          code: 429,
          message:
            "Resource exhausted. Please try again later. Please refer to https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.",
          errors: [
            {
              message:
                "Resource exhausted. Please try again later. Please refer to https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.",
              domain: "global",
              reason: "rateLimitExceeded",
            },
          ],
          status: "RESOURCE_EXHAUSTED",
        },
      },
    ],
    wanted: { code: "rate_limit" },
  },
  {
    host: "Gemini",
    url: "https://github.com/google-gemini/gemini-cli/issues/9775",
    status: 400,
    body: [
      {
        error: {
          code: 400,
          message:
            "The input token count (5911388) exceeds the maximum number of tokens allowed (1048576).",
          errors: [
            {
              message:
                "The input token count (5911388) exceeds the maximum number of tokens allowed (1048576).",
              domain: "global",
              reason: "badRequest",
            },
          ],
          status: "INVALID_ARGUMENT",
        },
      },
    ],
    wanted: { code: "context_length" },
  },
  {
    host: "OpenRouter",
    url: "https://github.com/open-webui/computer/issues/293",
    body: {
      error: {
        message: "Provider returned error",
        code: 429,
        metadata: {
          raw: "z-ai/glm-5.3-flash is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits: ...",
          provider_name: "BaseTen",
          limit_source: "upstream_provider_shared_pool",
          remedy_hint: "Retry shortly, add your own provider key, or route to another provider",
        },
      },
    },
    wanted: { code: "rate_limit", retryable: true },
  },
  {
    host: "OpenRouter",
    url: "https://github.com/diegosouzapw/OmniRoute/issues/3044",
    status: 400,
    body: {
      error: {
        message: "Provider returned error",
        code: 400,
        metadata: {
          raw: '{"error":{"type":"invalid_request_error","code":"invalid_request_error","message":"Model \'moonshotai/kimi-k2.6\' supports at most 1 image per prompt.","request_id":"req_*******"}}',
          provider_name: "Crucible",
          is_byok: false,
        },
      },
      user_id: "user_***************",
    },
    wanted: { code: "invalid_request" },
  },
  {
    host: "OpenRouter",
    url: "https://github.com/reVrost/go-openrouter/pull/21",
    status: 400,
    body: {
      error: {
        message: "Provider returned error",
        code: 400,
        metadata: {
          raw: '{\n  "error": {\n    "message": "Response input messages must contain the word \'json\' in some form to use \'text.format\' of type \'json_object\'.",\n    "type": "invalid_request_error",\n    "param": "input",\n    "code": null\n  }\n}',
          provider_name: "OpenAI",
        },
      },
      user_id: "org_2x...f5",
    },
    wanted: { code: "invalid_request" },
  },
  {
    host: "Azure",
    url: "https://github.com/stanford-crfm/helm/pull/3327",
    status: 400,
    body: {
      error: {
        message:
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
        type: null,
        param: "prompt",
        code: "content_filter",
        status: 400,
      },
    },
    wanted: { code: "content_filter" },
  },
  {
    host: "Azure",
    url: "https://github.com/compl-ai/compl-ai/issues/20",
    body: {
      error: {
        message:
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
        type: null,
        param: "prompt",
        code: "content_filter",
        status: 400,
        innererror: {
          code: "ResponsibleAIPolicyViolation",
          content_filter_result: {
            hate: { filtered: false, severity: "safe" },
            jailbreak: { filtered: false, detected: false },
            self_harm: { filtered: false, severity: "safe" },
            sexual: { filtered: false, severity: "safe" },
            violence: { filtered: true, severity: "medium" },
          },
        },
      },
    },
    wanted: { code: "content_filter", retryable: false },
  },
  {
    host: "Azure",
    url: "https://github.com/openai/openai-dotnet/issues/55",
    status: 400,
    body: {
      error: {
        message:
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
        type: null,
        param: "prompt",
        code: "content_filter",
        status: 400,
        innererror: {
          code: "ResponsibleAIPolicyViolation",
          content_filter_result: {
            hate: { filtered: false, severity: "safe" },
            self_harm: { filtered: false, severity: "safe" },
            sexual: { filtered: true, severity: "high" },
            violence: { filtered: false, severity: "safe" },
          },
        },
      },
    },
    wanted: { code: "content_filter" },
  },
];
