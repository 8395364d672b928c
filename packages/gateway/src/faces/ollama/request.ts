import type { JsonSchema, SamplingFields, Tool } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import type { FaceRequest } from "../../face.ts";
import { Field } from "../field.ts";
import { Own } from "../own.ts";
import { requestObject } from "../request-object.ts";
import { messagesOf } from "./messages.ts";

/** @throws Refusal that names the parameter. */
export function readRequest(given: unknown): FaceRequest {
  const body = new Field(requestObject(given));
  const model = body.at("model");
  if (model.text() === "") model.refuse("model is required");
  const own = new Own("Ollama's");
  const tools = body.at("tools").maybe((field) => field.list().map(toolOf)) ?? [];
  return {
    model: model.text(),
    // Streaming is the rule in this API.
    stream: body.at("stream").maybe((field) => field.flag()) ?? true,
    call: defined({
      messages: messagesOf(body.at("messages"), own.note),
      tools: tools.length === 0 ? undefined : tools,
      schema: body.at("format").maybe(schemaOf),
      reasoningEffort: body.at("think").maybe(effortOf),
      ...body.at("options").maybe(samplingOf),
    }),
    original: body.object(),
    ...(own.refusal === undefined ? {} : { sameWireOnly: own.refusal }),
  };
}

/** `json` stands for any object. */
function schemaOf(format: Field): JsonSchema | undefined {
  if (typeof format.value !== "string") return format.object();
  return format.oneOf(["json", ""]) === "json" ? { type: "object" } : undefined;
}

/** Whether it thinks is the model's matter; how much, where a level is asked for, is the caller's. */
function effortOf(think: Field): string | undefined {
  return typeof think.value === "boolean" ? undefined : think.text();
}

function samplingOf(options: Field): SamplingFields {
  options.object();
  const number = (key: string): number | undefined =>
    options.at(key).maybe((field) => field.number(-Number.MAX_VALUE, Number.MAX_VALUE));
  const integer = (key: string): number | undefined =>
    options.at(key).maybe((field) => field.integer(Number.MIN_SAFE_INTEGER));
  const limit = integer("num_predict");
  const stop = options.at("stop").maybe(stopOf);
  return defined({
    temperature: number("temperature"),
    topP: number("top_p"),
    topK: integer("top_k"),
    seed: integer("seed"),
    presencePenalty: number("presence_penalty"),
    frequencyPenalty: number("frequency_penalty"),
    // Below 1 stands for no limit.
    maxTokens: limit === undefined || limit < 1 ? undefined : limit,
    stop: stop === undefined || stop.length === 0 ? undefined : stop,
  });
}

function stopOf(stop: Field): string[] {
  return typeof stop.value === "string" ? [stop.value] : stop.list().map((one) => one.text());
}

function toolOf(tool: Field): Tool {
  tool.object();
  tool.at("type").maybe((type) => type.oneOf(["function"]));
  const called = tool.at("function");
  called.object();
  const name = called.at("name");
  if (name.text() === "") name.refuse("name is required");
  return defined({
    name: name.text(),
    description: called.at("description").maybe((field) => field.text()),
    parameters: called.at("parameters").maybe((field) => field.object()) ?? {
      type: "object",
      properties: {},
    },
  });
}
