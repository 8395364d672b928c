import type { ErrorCode } from "@g4f/core";

/** What a service answers where something is wrong: status, what it means, body, and how long to wait in ms. */
export type ErrorBody = readonly [
  status: number,
  code: ErrorCode,
  body: string | object,
  retryAfterMs?: number,
];

const error = (message: string, more: object = {}): object => ({ error: { message, ...more } });
const typed = (type: string, message: string): object => ({
  type: "error",
  error: { type, message },
});
const google = (code: number, status: string, message: string, details?: object[]): object =>
  error(message, { code, status, ...(details === undefined ? {} : { details }) });
const page = (title: string): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

/** Errors as services word them, by who does. Names, numbers and keys in them are made up. */
export const ERROR_BODIES: Readonly<Record<string, readonly ErrorBody[]>> = {
  openai: [
    [401, "auth", error("Incorrect API key provided: sk-****.", { code: "invalid_api_key" })],
    [
      403,
      "permission",
      error("Country not supported", { code: "unsupported_country_region_territory" }),
    ],
    [429, "quota", error("You exceeded your current quota.", { type: "insufficient_quota" })],
    [
      429,
      "rate_limit",
      error("Rate limit reached for gpt-4o on tokens per min (TPM). Please try again in 2s.", {
        type: "tokens",
        code: "rate_limit_exceeded",
      }),
      2_000,
    ],
    [
      429,
      "rate_limit",
      error("Rate limit reached. Please try again in 250ms.", { type: "requests" }),
      250,
    ],
    [400, "context_length", error("This model's maximum context length is 4097 tokens.")],
    [400, "context_length", error("Input too long", { code: "context_length_exceeded" })],
    [
      400,
      "content_filter",
      error("Rejected by our safety system.", { code: "content_policy_violation" }),
    ],
    [
      400,
      "quota",
      error("Billing hard limit has been reached", { code: "billing_hard_limit_reached" }),
    ],
    [
      400,
      "invalid_request",
      error("Unsupported parameter: 'max_tokens'", { code: "unsupported_parameter" }),
    ],
    [
      404,
      "model_not_found",
      error("The model `gpt-9` does not exist.", { code: "model_not_found" }),
    ],
    [
      404,
      "model_gone",
      error("The model `text-davinci-003` has been deprecated", { code: "model_not_found" }),
    ],
    [
      500,
      "upstream",
      error("The server had an error while processing your request.", { type: "server_error" }),
    ],
    [503, "overloaded", error("The engine is currently overloaded, please try again later")],
  ],
  azure: [
    [401, "auth", error("Access denied due to invalid subscription key", { code: "401" })],
    [
      404,
      "model_not_found",
      error("The API deployment does not exist.", { code: "DeploymentNotFound" }),
    ],
    [
      400,
      "content_filter",
      error("The response was filtered", {
        code: "content_filter",
        innererror: { code: "ResponsibleAIPolicyViolation" },
      }),
    ],
    [
      429,
      "rate_limit",
      error("Requests have exceeded call rate limit. Please retry after 26 seconds.", {
        code: "429",
      }),
      26_000,
    ],
  ],
  anthropic: [
    [400, "invalid_request", typed("invalid_request_error", "max_tokens: Field required")],
    [
      400,
      "context_length",
      typed("invalid_request_error", "prompt is too long: 210000 tokens > 200000"),
    ],
    [
      400,
      "quota",
      typed("invalid_request_error", "Your credit balance is too low to access the API."),
    ],
    [401, "auth", typed("authentication_error", "invalid x-api-key")],
    [402, "quota", typed("billing_error", "There is a problem with your billing.")],
    [403, "permission", typed("permission_error", "Your API key may not use this resource.")],
    [404, "model_not_found", typed("not_found_error", "model: claude-9")],
    [413, "context_length", typed("request_too_large", "Request exceeds the maximum size")],
    [429, "rate_limit", typed("rate_limit_error", "This request would exceed your rate limit.")],
    [500, "upstream", typed("api_error", "Internal server error")],
    [504, "timeout", typed("timeout_error", "The request timed out")],
    [529, "overloaded", typed("overloaded_error", "Overloaded")],
  ],
  google: [
    [
      400,
      "auth",
      google(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
    ],
    [
      400,
      "context_length",
      google(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum."),
    ],
    [
      403,
      "permission",
      google(403, "PERMISSION_DENIED", "The API has not been used in project 7."),
    ],
    [
      404,
      "model_not_found",
      google(404, "NOT_FOUND", "models/gemini-9 is not found for API version v1."),
    ],
    [
      429,
      "rate_limit",
      google(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", [
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" },
      ]),
      34_500,
    ],
    [500, "upstream", google(500, "INTERNAL", "An internal error has occurred.")],
    [
      503,
      "overloaded",
      google(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    ],
    [504, "timeout", google(504, "DEADLINE_EXCEEDED", "The request timed out.")],
    [429, "rate_limit", [google(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted.")]],
  ],
  bedrock: [
    [400, "context_length", { message: "Input is too long for requested model." }],
    [
      403,
      "permission",
      { message: "You don't have access to the model with the specified model ID." },
    ],
    [
      404,
      "model_not_found",
      { message: "Could not resolve the foundation model from the identifier." },
    ],
    [404, "model_gone", { message: "This model version has reached the end of its life." }],
    [408, "timeout", { message: "Model has timed out in processing the request." }],
    [429, "rate_limit", { message: "Too many requests, please wait before trying again." }],
    [503, "overloaded", { message: "Bedrock is unable to process your request." }],
  ],
  openrouter: [
    [400, "model_not_found", error("acme/nope is not a valid model ID", { code: 400 })],
    [401, "auth", error("No auth credentials found", { code: 401 })],
    [402, "quota", error("Insufficient credits.", { code: 402 })],
    [
      403,
      "content_filter",
      error("The model requires moderation and your input was flagged", { code: 403 }),
    ],
    [404, "model_not_found", error("No endpoints found for acme/nope.", { code: 404 })],
    [429, "rate_limit", error("Provider returned error", { code: 429, metadata: { raw: "busy" } })],
    [502, "upstream", error("Your chosen model is down", { code: 502 })],
  ],
  groq: [
    [
      400,
      "invalid_request",
      error("Failed to call a function.", { code: "tool_use_failed", failed_generation: "{" }),
    ],
    [
      400,
      "model_gone",
      error("The model `llama2` has been decommissioned", { code: "model_decommissioned" }),
    ],
    [404, "model_not_found", error("The model `nope` does not exist", { code: "model_not_found" })],
    [
      413,
      "context_length",
      error("Request too large for model `llama`", { code: "rate_limit_exceeded" }),
    ],
    [
      429,
      "rate_limit",
      error("Rate limit reached. Please try again in 6.1s.", { type: "tokens" }),
      6_100,
    ],
    [503, "overloaded", error("The model is over capacity. Please try again.")],
  ],
  mistral: [
    [
      400,
      "model_not_found",
      { object: "error", message: "Invalid model: nope", type: "invalid_model", code: "1500" },
    ],
    [401, "auth", { message: "Unauthorized", request_id: "7" }],
    [
      422,
      "invalid_request",
      { object: "error", message: { detail: [{ loc: ["body", "model"], msg: "Field required" }] } },
    ],
    [
      429,
      "rate_limit",
      { object: "error", message: "Requests rate limit exceeded", type: "rate_limited" },
    ],
  ],
  deepseek: [
    [400, "context_length", error("This model's maximum context length is 65536 tokens.")],
    [401, "auth", error("Authentication Fails (no such user)", { type: "authentication_error" })],
    [402, "quota", error("Insufficient Balance", { code: "invalid_request_error" })],
    [503, "overloaded", error("Service is too busy.", { type: "service_unavailable_error" })],
  ],
  cohere: [
    [
      400,
      "context_length",
      { message: "too many tokens: total number of tokens cannot exceed 4081" },
    ],
    [401, "auth", { message: "invalid api token" }],
    [
      404,
      "model_not_found",
      { message: "model 'nope' not found, make sure the correct model ID was used" },
    ],
    [404, "model_gone", { message: "model 'command-light' was removed on September 15, 2025." }],
    [
      429,
      "rate_limit",
      { message: "You are using a Trial key, which is limited to 10 API calls / minute." },
    ],
  ],
  "local-servers": [
    [
      400,
      "context_length",
      error("the request exceeds the available context size", {
        type: "exceed_context_size_error",
      }),
    ],
    [
      400,
      "context_length",
      { error: "the model is loaded with context length of only 4096 tokens" },
    ],
    [400, "not_supported", { error: '"nope" does not support tools' }],
    [401, "auth", { error: "Unauthorized" }],
    [404, "model_not_found", { error: "model 'nope' not found" }],
    [
      404,
      "model_not_found",
      { object: "error", message: "The model `nope` does not exist.", code: 404 },
    ],
    [
      422,
      "context_length",
      { error: "`inputs` tokens + `max_new_tokens` must be <= 2048.", error_type: "validation" },
    ],
    [422, "invalid_request", { detail: [{ loc: ["body", "messages"], msg: "field required" }] }],
    [429, "overloaded", { error: "Model is overloaded", error_type: "overloaded" }],
    [500, "upstream", { error: "model requires more system memory than is available" }],
    [503, "overloaded", { error: "Model acme is currently loading", estimated_time: 20 }, 20_000],
    [503, "overloaded", error("Loading model", { code: 503, type: "unavailable_error" })],
    [
      503,
      "overloaded",
      { error: "server busy, please try again. maximum pending requests exceeded" },
    ],
  ],
  cdn: [
    [403, "permission", page("Access denied")],
    [429, "rate_limit", "error code: 1015"],
    [502, "upstream", page("502 Bad Gateway")],
    [503, "overloaded", page("503 Service Temporarily Unavailable")],
    [504, "timeout", page("504 Gateway Time-out")],
    [520, "upstream", page("Web server is returning an unknown error")],
    [522, "upstream", "error code: 522"],
    [524, "timeout", page("A timeout occurred")],
  ],
};
