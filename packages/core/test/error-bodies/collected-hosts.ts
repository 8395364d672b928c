import type { ErrorBody } from "./row.ts";

/** Hosts, servers and routers. */
export const COLLECTED_HOSTS: readonly ErrorBody[] = [
  {
    host: "Groq",
    url: "https://github.com/danielmiessler/Fabric/issues/364",
    status: 429,
    body: {
      error: {
        message:
          "Rate limit reached for model `llama3-70b-8192` in organization `org_01hrsvc1b8ey0anvbgha0xckf2` on tokens per minute (TPM): Limit 7000, Used 0, Requested ~12903. Please try again in 50.597142857s. Visit https://console.groq.com/docs/rate-limits for more information.",
        type: "tokens",
        code: "rate_limit_exceeded",
      },
    },
    wanted: { code: "rate_limit", retryAfterMs: 50598 },
  },
  {
    host: "Groq",
    url: "https://github.com/openinterpreter/openinterpreter/issues/408",
    status: 429,
    body: {
      error: {
        message:
          "Rate limit reached for model `llama-3.3-70b-versatile` in organization `org_01hs26sgxde6dva0eke39336sv` on tokens per minute (TPM): Limit 6000, Used 3513, Requested 3166. Please try again in 6.780999999s. Visit https://console.groq.com/docs/rate-limits for more information.",
        type: "tokens",
        code: "rate_limit_exceeded",
      },
    },
    wanted: { code: "rate_limit", retryAfterMs: 6781 },
  },
  {
    host: "Groq",
    url: "https://github.com/ago19800/HomeMind/issues/29",
    status: 429,
    body: {
      error: {
        message:
          "Rate limit reached for model `llama-3.3-70b-versatile` in organization `org_01kes94v04f9ramd2n1vj4gjnc` service tier `on_demand` on tokens per minute (TPM): Limit 12000, Used 2542, Requested 9855. Please try again in 1.984999999s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing",
        type: "tokens",
        code: "rate_limit_exceeded",
      },
    },
    wanted: { code: "rate_limit", retryAfterMs: 1985, retryable: true },
  },
  {
    host: "Groq",
    url: "https://github.com/continuedev/continue/issues/10920",
    status: 429,
    body: "Rate limit reached for model `llama-3.3-70b-versatile` in organization `org_01kjh7p9n8f1qs6nz2bz77vy6b` service tier `on_demand` on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please try again in 9m38.016s. Need more tokens%3F Upgrade to Dev Tier today at https://console.groq.com/settings/billing",
    wanted: { code: "rate_limit", retryAfterMs: 578016 },
  },
  {
    host: "Groq",
    url: "https://github.com/bklieger-groq/stockbot-on-groq/issues/46",
    body: "Rate limit reached for model `llama3-70b-8192` in organization `org_01hqm053avffh8w60ayqm1kr4a` on : Limit 500000, Used 500370, Requested 252. Please try again in 1m47.5854s. Visit https://console.groq.com/docs/rate-limits for more information.",
    wanted: { code: "rate_limit", retryAfterMs: 107586 },
  },
  {
    host: "Groq",
    url: "https://github.com/elizaOS/eliza/issues/4040",
    body: "Request too large for model `llama-3.1-8b-instant` in organization `xxxx` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 6294, please reduce your message size and try again. Visit https://console.groq.com/docs/rate-limits for more information.",
    wanted: { code: "context_length" },
  },
  {
    host: "Mistral",
    url: "https://github.com/Gage-Technologies/mistral-go/pull/2",
    status: 422,
    body: {
      object: "error",
      message: {
        detail: [
          {
            type: "extra_forbidden",
            loc: ["body", "messages", 0, "user", "name"],
            msg: "Extra inputs are not permitted",
            input: "",
            url: "https://errors.pydantic.dev/2.6/v/extra_forbidden",
          },
          {
            type: "extra_forbidden",
            loc: ["body", "messages", 0, "user", "tool_calls"],
            msg: "Extra inputs are not permitted",
            input: null,
            url: "https://errors.pydantic.dev/2.6/v/extra_forbidden",
          },
        ],
      },
      type: "invalid_request_error",
      param: null,
      code: null,
    },
    wanted: {
      code: "invalid_request",
      message: "body.messages.0.user.name: Extra inputs are not permitted",
    },
  },
  {
    host: "Mistral",
    url: "https://github.com/editor-code-assistant/eca/issues/231",
    status: 422,
    body: {
      object: "error",
      message: {
        detail: [
          {
            type: "extra_forbidden",
            loc: ["body", "max_completion_tokens"],
            msg: "Extra inputs are not permitted",
            input: 32000,
          },
        ],
      },
      type: "invalid_request_error",
      param: null,
      code: null,
    },
    wanted: {
      code: "invalid_request",
      message: "body.max_completion_tokens: Extra inputs are not permitted",
    },
  },
  {
    host: "Mistral",
    url: "https://github.com/crewAIInc/crewAI/issues/60",
    status: 422,
    body: {
      object: "error",
      message: {
        detail: [
          {
            type: "extra_forbidden",
            loc: ["body", "n"],
            msg: "Extra inputs are not permitted",
            input: 1,
            url: "https://errors.pydantic.dev/2.6/v/extra_forbidden",
          },
        ],
      },
      type: "invalid_request_error",
      param: null,
      code: null,
    },
    wanted: { code: "invalid_request", message: "body.n: Extra inputs are not permitted" },
  },
  {
    host: "Mistral",
    url: "https://github.com/Gitlawb/openclaude/issues/739",
    status: 422,
    body: {
      detail: [
        {
          type: "extra_forbidden",
          loc: ["body", "store"],
          msg: "Extra inputs are not permitted",
          input: false,
        },
        {
          type: "extra_forbidden",
          loc: ["body", "max_completion_tokens"],
          msg: "Extra inputs are not permitted",
          input: 8192,
        },
      ],
    },
    wanted: { code: "invalid_request", message: "body.store: Extra inputs are not permitted" },
  },
  {
    host: "Mistral",
    url: "https://github.com/partITech/php-mistral/issues/76",
    body: {
      object: "Error",
      detail: [
        {
          type: "extra_forbidden",
          loc: ["body", "tools"],
          msg: "Extra inputs are not permitted",
          input: [],
        },
      ],
      message: [
        {
          type: "extra_forbidden",
          loc: ["body", "tools"],
          msg: "Extra inputs are not permitted",
          input: [],
        },
      ],
      type: "invalid_request_error",
      code: 3001,
    },
    wanted: { code: "invalid_request", message: "body.tools: Extra inputs are not permitted" },
  },
  {
    host: "Mistral",
    url: "https://github.com/mistralai/platform-docs-public/issues/7",
    status: 422,
    body: {
      object: "error",
      message:
        '{"detail":[{"type":"extra_forbidden","loc":["body","frequency_penalty"],"msg":"Extra inputs are not permitted","input":0.0,"url":"https://errors.pydantic.dev/2.5/v/extra_forbidden"}]}',
      type: "internal_error_proxy",
      param: null,
      code: "1000",
    },
    wanted: { code: "invalid_request" },
  },
  {
    host: "Ollama",
    url: "https://github.com/ollama/ollama/issues/5793",
    body: {
      error: {
        message: "llama3 does not support tools",
        type: "api_error",
        param: null,
        code: null,
      },
    },
    wanted: { code: "not_supported" },
  },
  {
    host: "Ollama",
    url: "https://github.com/ollama/ollama/issues/6027",
    status: 400,
    body: {
      error: {
        message: "stablelm2:latest does not support tools",
        type: "api_error",
        param: null,
        code: null,
      },
    },
    wanted: { code: "not_supported", retryable: false },
  },
  {
    host: "Ollama",
    url: "https://github.com/louisho5/picobot/issues/6",
    status: 400,
    body: {
      error: {
        message: "registry.ollama.ai/library/gemma3:4b does not support tools",
        type: "api_error",
        param: null,
        code: null,
      },
    },
    wanted: { code: "not_supported" },
  },
  {
    host: "Ollama",
    url: "https://github.com/ollama/ollama/issues/14795",
    status: 400,
    body: { error: "registry.ollama.ai/library/Qwen3.5:0.8b does not support tools" },
    wanted: { code: "not_supported" },
  },
  {
    host: "Ollama",
    url: "https://github.com/ollama/ollama-python/issues/149",
    body: "model 'llama2' not found, try pulling it first",
    wanted: { code: "model_not_found" },
  },
  {
    host: "xAI",
    url: "https://github.com/continuedev/continue/issues/10373",
    status: 429,
    body: "Your team 16f2151a-40f4-4a80-8ad0-cae00c27e8dd has either used all available credits or reached its monthly spending limit. To continue making API requests, please purchase more credits or raise your spending limit.",
    wanted: { code: "quota", retryable: false },
  },
  {
    host: "xAI",
    url: "https://github.com/continuedev/continue/issues/12670",
    status: 403,
    body: "Your newly created team doesn't have any credits or licenses yet. You can purchase those on https://console.x.ai/team/481c7584-ab46-4974-b86b-a4978384e229.",
    wanted: { code: "quota" },
  },
  {
    host: "xAI",
    url: "https://github.com/Wei-Shaw/sub2api/issues/4069",
    status: 403,
    body: {
      code: "***",
      error:
        "You have run out of credits or need a Grok subscription. Add credits at https://grok.com/?_s=usage or upgrade at https://grok.com/supergrok.",
    },
    wanted: { code: "quota" },
  },
  {
    host: "Hugging Face",
    url: "https://github.com/huggingface/transformers/issues/32665",
    body: { error: "Model meta-llama/Llama-2-13b-chat is currently loading", estimated_time: 20.0 },
    wanted: { code: "overloaded", retryAfterMs: 20000, retryable: true },
  },
  {
    host: "Hugging Face",
    url: "https://github.com/ela-codes/vibin/issues/2",
    body: {
      error: "Model mrm8488/t5-base-finetuned-emotion is currently loading",
      estimated_time: 35.6677131652832,
    },
    wanted: { code: "overloaded", retryAfterMs: 35667.7131652832 },
  },
  {
    host: "Cohere",
    url: "https://github.com/cohere-ai/cohere-toolkit/issues/857",
    status: 401,
    body: { message: "invalid api token" },
    wanted: { code: "auth" },
  },
  {
    host: "Cerebras",
    url: "https://github.com/continuedev/continue/issues/9800",
    status: 429,
    body: "Tokens per minute limit exceeded - too many tokens processed.",
    wanted: { code: "rate_limit" },
  },
  {
    host: "Moonshot",
    url: "https://github.com/MoonshotAI/Kimi-K2/issues/5",
    status: 403,
    body: {
      error: {
        message:
          "Your account xx> is not active, organization <xx> exceeded current quota, please check your plan and billing details",
        type: "exceeded_current_quota_error",
      },
    },
    wanted: { code: "quota" },
  },
  {
    host: "Moonshot",
    url: "https://github.com/MoonshotAI/MoonshotAI-Cookbook/issues/16",
    body: {
      error: {
        message: "The engine is currently overloaded, please try again later",
        type: "engine_overloaded_error",
      },
    },
    wanted: { code: "overloaded" },
  },
];
