import type { IncomingMessage } from "node:http";

import type { Face } from "../face.ts";
import { errorOf } from "./anthropic/error.ts";
import { errorBody as ollamaErrorBody } from "./ollama/face.ts";
import { openaiErrorBody } from "./openai/error.ts";

const ANTHROPIC = /^(?:\/api\/[^/]+)?(?:\/v1)*\/messages(?:\/|\?|$)/;
const OLLAMA = /^\/api\/(?![^/]+\/v1(?:\/|\?|$))/;

/**
 * The form of an error where no route says which: that of the API whose client asks, by the header that
 * it sends or the path that it asks for. A client that is told in another form shows people none of it.
 */
export function errorBodyFor({ url = "", headers }: IncomingMessage): Face["errorBody"] {
  if (headers["anthropic-version"] !== undefined || ANTHROPIC.test(url)) return errorOf;
  return OLLAMA.test(url) ? ollamaErrorBody : openaiErrorBody;
}
