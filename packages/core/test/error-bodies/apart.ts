import type { ErrorBody } from "./row.ts";

/** Collected apart, after the table was written for the others. */
export const APART: readonly ErrorBody[] = [
  {
    host: "OpenAI",
    url: "https://github.com/continuedev/continue/issues/9634",
    status: 401,
    body: "Incorrect API key provided: sk-proj-****************************************************************************************************************************************************************MxYA. You can find your API key at https://platform.openai.com/account/api-keys.",
    wanted: { code: "auth" },
  },
  {
    host: "OpenAI",
    url: "https://github.com/continuedev/continue/issues/12788",
    status: 401,
    body: "Incorrect API key provided: sk-or-v1*************************************************************de5d. You can find your API key at https://platform.openai.com/account/api-keys.",
    wanted: { code: "auth" },
  },
  {
    host: "Bedrock",
    url: "https://github.com/posit-dev/positron/issues/7844",
    body: {
      name: "ThrottlingException",
      $fault: "client",
      $metadata: {
        httpStatusCode: 429,
        requestId: "<REQUEST_ID>",
        attempts: 3,
        totalRetryDelay: 787,
      },
    },
    wanted: { code: "rate_limit", retryable: true },
  },
  {
    host: "Bedrock",
    url: "https://github.com/aws-samples/assessment-generator/issues/2",
    status: 400,
    body: {
      errorType: "ValidationException",
      errorMessage: "Input is too long for requested model.",
      name: "ValidationException",
      $fault: "client",
      $metadata: {
        httpStatusCode: 400,
        requestId: "16fb0962-139d-4c70-ba9c-602d9630e854",
        attempts: 1,
        totalRetryDelay: 0,
      },
    },
    wanted: { code: "context_length", message: "Input is too long for requested model." },
  },
  {
    host: "Bedrock",
    url: "https://github.com/langchain-ai/langchain-aws/issues/419",
    body: "ValidationException: An error occurred (ValidationException) when calling the InvokeModel operation: 1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length less than or equal to 25000000",
    wanted: { code: "invalid_request" },
  },
  {
    host: "Bedrock",
    url: "https://github.com/langchain-ai/langchain-aws/issues/256",
    body: "botocore.errorfactory.ValidationException: An error occurred (ValidationException) when calling the ConverseStream operation: Invocation of model ID meta.llama3-2-3b-instruct-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
    wanted: { code: "invalid_request" },
  },
  {
    host: "vLLM",
    url: "https://github.com/meta-llama/llama-verifications/issues/58",
    status: 400,
    body: {
      object: "error",
      message:
        "This model's maximum context length is 131072 tokens. However, you requested 156632 tokens (152536 in the messages, 4096 in the completion). Please reduce the length of the messages or completion.",
      type: "BadRequestError",
      param: null,
      code: 400,
    },
    wanted: { code: "context_length" },
  },
  {
    host: "vLLM",
    url: "https://github.com/harbor-framework/harbor/pull/996",
    status: 400,
    body: {
      error: {
        message:
          "You passed 1015 input tokens and requested 10 output tokens. However, the model's context length is only 1024 tokens, resulting in a maximum input length of 1014 tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=1015)",
        type: "BadRequestError",
        param: "input_tokens",
        code: 400,
      },
    },
    wanted: { code: "context_length" },
  },
  {
    host: "vLLM",
    url: "https://github.com/harbor-framework/harbor/pull/996",
    status: 400,
    body: {
      error: {
        message:
          "You passed 25 input tokens and requested 1000 output tokens. However, the model's context length is only 1024 tokens, resulting in a maximum input length of 24 tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=25)",
        type: "BadRequestError",
        param: "input_tokens",
        code: 400,
      },
    },
    wanted: { code: "context_length" },
  },
  {
    host: "vLLM",
    url: "https://github.com/vllm-project/vllm/issues/4667",
    status: 400,
    body: {
      object: "error",
      message: "max_tokens must be at least 1, got -186.",
      type: "BadRequestError",
      param: null,
      code: 400,
    },
    wanted: { code: "invalid_request", retryable: false },
  },
  {
    host: "Groq",
    url: "https://github.com/atiilla/sqlmap-ai/issues/3",
    status: 400,
    body: {
      error: {
        message:
          "The model `qwen-qwq-32b` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.",
        type: "invalid_request_error",
        code: "model_decommissioned",
      },
    },
    wanted: { code: "model_gone" },
  },
  {
    host: "Groq",
    url: "https://github.com/crewAIInc/crewAI/issues/1976",
    body: {
      error: {
        message:
          "The model `llama-3.1-70b-versatile` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.",
        type: "invalid_request_error",
        code: "model_decommissioned",
      },
    },
    wanted: { code: "model_gone" },
  },
  {
    host: "Groq",
    url: "https://github.com/valentinfrlch/ha-llmvision/issues/332",
    body: {
      error: {
        message:
          "The model `llama-3.2-11b-vision-preview` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.",
        type: "invalid_request_error",
        code: "model_decommissioned",
      },
    },
    wanted: { code: "model_gone", retryable: false },
  },
  {
    host: "Groq",
    url: "https://github.com/RightNow-AI/openfang/issues/60",
    status: 400,
    body: {
      request_id: "req_01kjf0gsxyej1syt7a6t1dptd1",
      created_at: "2026-02-27T07:37:56.926Z",
      error: {
        message:
          "The model `deepseek-r1-distill-llama-70b` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.",
        type: "invalid_request_error",
        param: "",
        code: "model_decommissioned",
      },
    },
    wanted: { code: "model_gone", requestId: "req_01kjf0gsxyej1syt7a6t1dptd1" },
  },
  {
    host: "Gemini",
    url: "https://github.com/poenl/gemini-api/issues/4",
    status: 400,
    body: {
      error: {
        code: 400,
        message: "User location is not supported for the API use.",
        status: "FAILED_PRECONDITION",
      },
    },
    wanted: { code: "permission" },
  },
  {
    host: "Gemini",
    url: "https://github.com/google-gemini/gemini-cli/issues/24641",
    body: {
      error: {
        message:
          '{\n  "error": {\n    "code": 400,\n    "message": "User location is not supported for the API use.",\n    "status": "FAILED_PRECONDITION"\n  }\n}\n',
        code: 400,
        status: "Bad Request",
      },
    },
    wanted: { code: "permission" },
  },
  {
    host: "Gemini",
    url: "https://github.com/continuedev/continue/issues/10585",
    body: {
      error: {
        message:
          '{\n  "error": {\n    "code": 400,\n    "message": "API key not valid. Please pass a valid API key.",\n    "status": "INVALID_ARGUMENT",\n    "details": [\n      {\n        "@type": "type.googleapis.com/google.rpc.ErrorInfo",\n        "reason": "API_KEY_INVALID",\n        "domain": "googleapis.com",\n        "metadata": {\n          "service": "generativelanguage.googleapis.com"\n        }\n      },\n      {\n        "@type": "type.googleapis.com/google.rpc.LocalizedMessage",\n        "locale": "en-US",\n        "message": "API key not valid. Please pass a valid API key."\n      }\n    ]\n  }\n}\n',
        code: 400,
        status: "Bad Request",
      },
    },
    wanted: { code: "auth", retryable: false },
  },
  {
    host: "Gemini",
    url: "https://github.com/babaohuang/GeminiProChat/issues/142",
    body: 'API key not valid. Please pass a valid API key. [{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}}]',
    wanted: { code: "auth" },
  },
  {
    host: "Gemini",
    url: "https://github.com/Jazee6/cloudflare-ai-web/issues/17",
    body: 'Error fetching from https://generativelanguage.googleapis.com/v1/models/gemini-pro:streamGenerateContent?alt=sse: [400 Bad Request] API key not valid. Please pass a valid API key. [{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}}]',
    wanted: { code: "auth" },
  },
];
