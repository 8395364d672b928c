import { aiDoStream, aiTextStream } from "./ai-sdk.ts";
import type { Contestant } from "./contestant.ts";
import { eventsourceParser } from "./eventsource-parser.ts";
import { langchain } from "./langchain.ts";
import { limit } from "./limit.ts";
import { openaiCreate, openaiResponses, openaiStream } from "./openai.ts";
import { multiLlm, piAi, tokenJs } from "./optional.ts";
import { g4f, g4fCollect, g4fOpenAssistant, g4fResponses, g4fRouter } from "./ours.ts";
import { tanstack } from "./tanstack.ts";

/** Everyone, in the order of the tables. */
export const CONTESTANTS: readonly Contestant[] = [
  limit,
  eventsourceParser,
  g4f,
  g4fRouter,
  g4fCollect,
  g4fOpenAssistant,
  openaiCreate,
  openaiStream,
  aiDoStream,
  aiTextStream,
  langchain,
  tanstack,
  piAi,
  multiLlm,
  tokenJs,
  g4fResponses,
  openaiResponses,
];

/** @throws Error where there is none of this name. */
export function contestant(name: string): Contestant {
  const found = CONTESTANTS.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new Error(
    `no contestant ${name}; there are ${CONTESTANTS.map((one) => one.name).join(", ")}`,
  );
}
