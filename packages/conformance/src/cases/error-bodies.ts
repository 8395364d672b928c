import { HOSTS } from "./error-bodies-hosts.ts";
import { error, google, typed, type ErrorBody } from "./error-body.ts";

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
  ...HOSTS,
};
