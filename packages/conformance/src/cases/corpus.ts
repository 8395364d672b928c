import type { Case } from "../case.ts";
import { fail } from "../expect.ts";
import { show } from "../show.ts";
import { ERROR_BODIES } from "./error-bodies.ts";
import type { ErrorBody } from "./error-body.ts";
import { AGAIN } from "./refused.ts";

/** A hint for the reader where the rule names a host by its key. */
const NAMES: Readonly<Record<string, string>> = {
  openai: "OpenAI",
  azure: "Azure",
  anthropic: "Anthropic",
  google: "Google",
  bedrock: "Bedrock",
  openrouter: "OpenRouter",
  groq: "Groq",
  mistral: "Mistral",
  deepseek: "DeepSeek",
  cohere: "Cohere",
  "local-servers": "Servers of local models",
  cdn: "Content delivery networks",
};

function worded([host, bodies]: readonly [string, readonly ErrorBody[]]): Case {
  return {
    id: `status.corpus.${host}`,
    level: "core",
    rule: `Errors as ${NAMES[host] ?? host} word them are understood: code, whether to ask again, and when.`,
    proves: ["§6 error corpus", "F17", "F18", "F19", "F20"],
    wire: ["error-kinds"],
    run: async (bench) => {
      const upstream = await bench.upstream({ connection: "close" });
      const provider = await bench.create(upstream);
      for (const [status, code, body, retryAfterMs] of bodies) {
        const text = typeof body === "string" ? body : JSON.stringify(body);
        upstream.play({ error: { code, message: "" }, status, body: text });
        const { error } = await bench.read(bench.call(provider));
        const received = [error?.code, error?.status, error?.retryable, error?.retryAfterMs];
        const expected = [code, status, AGAIN.has(code), retryAfterMs];
        if (show(received) === show(expected)) continue;
        fail({
          message: `${status} with this body is not understood: ${text.slice(0, 200)}`,
          received: `code, status, retryable, retryAfterMs: ${show(received)}`,
          expected: show(expected),
        });
      }
    },
  };
}

/** Error bodies of real services, beside what they mean. */
export const CORPUS: readonly Case[] = Object.entries(ERROR_BODIES).map(worded);
