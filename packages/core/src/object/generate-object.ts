import { ProviderError } from "../errors.ts";
import { checkSchema } from "../kit/check-request.ts";
import type { ProviderManifest } from "../manifest.ts";
import type { Messages } from "../message.ts";
import { problemsOf } from "../problems.ts";
import type { CallFields, JsonSchema, SamplingFields } from "../request.ts";
import type { CallResult } from "../result.ts";
import { jsonSchemaOf, schemaOf, type SchemaInput } from "../schema-input.ts";
import type { ProviderStream } from "../stream.ts";
import { PartialJson } from "./partial-json.ts";

/** What is asked for an object; structural, so that routers and other copies of core fit. */
export interface ObjectRunner<Request> {
  readonly manifest: Pick<ProviderManifest, "name" | "supports">;
  readonly createAsyncGenerator: (
    request: Request,
  ) => Pick<ProviderStream, "chunks"> & { readonly result: Promise<CallResult> };
}

/** The least that such a request holds; a provider's own options stand beside it. */
export type ObjectRequest = Omit<CallFields, "schema"> & SamplingFields;

/** What is asked, and how. */
export interface GenerateObjectOptions<Request extends ObjectRequest, T> {
  readonly provider: ObjectRunner<Request>;
  readonly request: Request;
  /** An object: zod, which also types the result, or a JSON Schema. */
  readonly schema: SchemaInput<T>;
  /**
   * `native`: the provider holds the model to the schema. `prompt`: the schema is told in words, for
   * models without such a mode. Default: `native` unless the manifest rules `schema` out.
   */
  readonly mode?: "native" | "prompt";
  /** Told what has come so far, now and then, unchecked. */
  readonly onPartial?: (value: unknown) => void;
}

/** An object that fits its schema, and the call that it came from. */
export interface GeneratedObject<T> {
  readonly object: T;
  readonly result: CallResult;
  /** Whether the first answer did not fit, and was asked for again. */
  readonly repaired: boolean;
}

/**
 * An answer as a value that fits a schema. One that does not fit is asked for once more, with what was
 * wrong with it.
 * @throws ProviderError as the call that failed; `protocol` where the second answer does not fit either,
 * or one was cut; `invalid_request` where the schema is not that of an object.
 * @throws TypeError where a zod schema holds what JSON cannot say.
 */
export async function generateObject<Request extends ObjectRequest, T>(
  options: GenerateObjectOptions<Request, T>,
): Promise<GeneratedObject<T>> {
  const { provider, request, schema } = options;
  const { name, supports } = provider.manifest;
  const described = await jsonSchemaOf(schema);
  checkSchema(described, name);
  const mode = options.mode ?? (supports.schema === false ? "prompt" : "native");
  const asked = mode === "native" ? request.messages : told(request.messages, described);
  const fields = mode === "native" ? { schema: described } : {};
  const first = await ask(options, { ...request, ...fields, messages: asked });
  const judged = await judge(schema, first);
  if (judged.problems === undefined) {
    return { object: judged.value as T, result: first, repaired: false };
  }
  const messages = [...asked, first.message, complaint(judged.problems)];
  const second = await ask(options, { ...request, ...fields, messages });
  const { value, problems } = await judge(schema, second);
  if (problems === undefined) return { object: value as T, result: second, repaired: true };
  throw new ProviderError("protocol", `the answer does not fit the schema: ${problems}`, {
    provider: name,
    phase: "end",
    partial: { text: second.text },
  });
}

async function ask<Request extends ObjectRequest, T>(
  { provider, onPartial }: GenerateObjectOptions<Request, T>,
  request: Request,
): Promise<CallResult> {
  const stream = provider.createAsyncGenerator(request);
  const partial = new PartialJson();
  for await (const chunk of stream.chunks()) {
    if (typeof chunk !== "string" || onPartial === undefined) continue;
    const value = partial.push(chunk);
    if (value !== undefined) onPartial(value);
  }
  const result = await stream.result;
  if (result.finishReason !== "length") return result;
  throw new ProviderError("protocol", "the answer was cut inside its JSON; raise maxTokens", {
    provider: result.provider,
    phase: "end",
    partial: { text: result.text },
  });
}

interface Judged {
  readonly value?: unknown;
  readonly problems?: string;
}

async function judge(schema: SchemaInput<unknown>, { text }: CallResult): Promise<Judged> {
  let value: unknown;
  try {
    value = JSON.parse(unfenced(text));
  } catch {
    return { problems: "it is no JSON" };
  }
  const checks = await schemaOf(schema);
  const parsed = checks.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  return { problems: problemsOf(checks, value) ?? "it does not fit" };
}

/** Models like to put JSON into a Markdown fence, even when asked for nothing else. */
function unfenced(text: string): string {
  return /^\s*```(?:json)?\s*\n(.*)\n\s*```\s*$/s.exec(text)?.[1] ?? text;
}

function told(messages: Messages, schema: JsonSchema): Messages {
  const content = `Answer with one JSON object that fits this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`;
  return [{ role: "system", content }, ...messages];
}

function complaint(problems: string): Messages[number] {
  return {
    role: "user",
    content: `That does not fit the schema: ${problems}. Answer with the corrected JSON object, and with nothing else.`,
  };
}
