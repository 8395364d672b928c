// https://platform.openai.com/docs/api-reference/responses
import type { CallResult, Part } from "@g4f/core";

import type { AnswerHead, Assembly, Face } from "../../face.ts";
import { openaiErrorBody } from "../openai/error.ts";
import { ResponsesAssembly } from "./assembly.ts";
import { withHistory } from "./history.ts";
import { readResponses, type ResponsesRequest } from "./read.ts";
import type { Json } from "./response.ts";
import type { ResponseStore } from "./store.ts";
import { ResponsesWriter, type FullResponse } from "./writer.ts";

/**
 * OpenAI's Responses API. Responses are kept in `store`, each for the client whose it is, unless it asks
 * for `store: false`; what a provider needs back of its reasoning goes out as `encrypted_content`.
 */
export function openaiResponses(store: ResponseStore): Face<ResponsesRequest> {
  /** What an answer came to, by its head, where that is known better than from its result. */
  const answers = new WeakMap<AnswerHead, (result: CallResult) => FullResponse>();
  return {
    name: "openai-responses",
    wire: "openai-responses",
    contentType: "text/event-stream; charset=utf-8",
    keepAlive: ": keep-alive\n\n",
    read: readResponses,
    open: (asked, answer) => {
      const writer = new ResponsesWriter(asked, answer);
      answers.set(answer, (result) => writer.full(result));
      return writer;
    },
    whole: (asked, answer, result) => fullResponse(asked, answer, result).response,
    assemble: (asked, answer): Assembly => {
      const assembly = new ResponsesAssembly();
      answers.set(answer, (result) => {
        const response = assembly.body();
        return response === undefined
          ? fullResponse(asked, answer, result)
          : { response, output: response["output"] as readonly Json[] };
      });
      return assembly;
    },
    fields: {
      temperature: "temperature",
      topP: "top_p",
      maxTokens: "max_output_tokens",
      reasoningEffort: "reasoning.effort",
      tools: "tools",
      schema: "text.format",
    },
    errorBody: openaiErrorBody,
    prepare: (asked, client) => withHistory(store, asked, client),
    keep: async (asked, answer, result, client) => {
      if (!asked.store) return;
      const full = answers.get(answer)?.(result) ?? fullResponse(asked, answer, result);
      const { output: _output, ...response } = full.response;
      const kept = store.keep(client.id, String(response["id"]), {
        previousId: asked.previousId,
        input: asked.input,
        output: full.output,
        response,
        includeEncrypted: asked.includeEncrypted,
      });
      // The answer is good, whatever becomes of the store.
      await kept.catch(() => undefined);
    },
  };
}

/** The response that a result is. */
function fullResponse(
  asked: ResponsesRequest,
  answer: AnswerHead,
  result: CallResult,
): FullResponse {
  const writer = new ResponsesWriter(asked, answer);
  for (const part of partsOf(result)) writer.part(part);
  return writer.full(result);
}

function* partsOf({ message, text, toolCalls }: CallResult): Generator<Part> {
  for (const [block, { text: thought, state }] of (message.reasoning ?? []).entries()) {
    yield { type: "reasoning", text: thought, block, ...(state === undefined ? {} : { state }) };
  }
  if (typeof message.content === "string") yield { type: "text", text };
  else {
    for (const part of message.content ?? []) {
      if (part.type === "text") yield { type: "text", text: part.text };
      else if (part.type === "image") {
        const { url, data, mediaType = "image/png" } = part;
        const place = data === undefined ? { url: String(url) } : { data };
        yield { type: "file", mediaType, ...place };
      }
    }
  }
  for (const { index: _index, ...call } of toolCalls) yield { type: "tool-call", ...call };
}
