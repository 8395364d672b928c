import { error, page, type ErrorBody } from "./error-body.ts";

/** Errors of those who host the models of others. */
export const HOSTS: Readonly<Record<string, readonly ErrorBody[]>> = {
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
