import { Writable } from "node:stream";

import { ProviderError, type CallResult, type JsonSchema } from "@g4f/core";
import type { GeneratedObject, ObjectRequest } from "@g4f/core/object";
import type { AnyRequest, Provider } from "@g4f/core/registry";

import { jsonLine } from "../json-line.ts";
import { print } from "../print.ts";
import type { Terminal } from "../terminal.ts";
import { after } from "./run-tools.ts";

/** How an answer that fits a schema is asked for. */
export interface ObjectOptions {
  readonly provider: Pick<Provider, "manifest">;
  readonly schema: JsonSchema;
  /** Asks once, and prints the answer as it comes. */
  readonly ask: (request: AnyRequest) => Promise<CallResult>;
  /** Says a line on stderr. */
  readonly tell: (line: string) => void;
}

/**
 * Asks for an answer that fits a schema: by the provider's own mode where it has one, else in words; one that
 * does not fit is asked for once more.
 * @throws as the call that failed; ProviderError `protocol` where the second answer does not fit either.
 */
export async function askForObject(
  request: AnyRequest,
  { provider, schema, ask, tell }: ObjectOptions,
): Promise<GeneratedObject<unknown>> {
  const { generateObject } = await import("@g4f/core/object");
  let asked = 0;
  const runner = {
    manifest: provider.manifest,
    createAsyncGenerator: (one: ObjectRequest) => {
      asked += 1;
      if (asked > 1) tell("the answer does not fit the schema: it is asked for once more");
      const result = ask(one);
      result.catch(() => {});
      return { result, chunks: () => after(result) };
    },
  };
  return await generateObject({ provider: runner, request: request as ObjectRequest, schema });
}

/**
 * Prints an answer that was checked: as it comes on a terminal, where somebody may see two; elsewhere the one
 * that fits and no other, as one line of JSON. What does not fit is printed too, before the error.
 */
export async function printChecked<T extends GeneratedObject<unknown>>(
  terminal: Terminal,
  task: (terminal: Terminal) => Promise<T>,
): Promise<T> {
  if (terminal.stdout.isTTY === true) return await task(terminal);
  try {
    const generated = await task({ ...terminal, stdout: nowhere() });
    await print(terminal.stdout, `${jsonLine(generated.object)}\n`);
    return generated;
  } catch (error) {
    const text = ProviderError.is(error) ? (error.partial?.text ?? "") : "";
    if (text !== "") await print(terminal.stdout, `${text.trimEnd()}\n`);
    throw error;
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
