import type { ProviderManifest } from "@g4f/core";
import { supportsOf } from "@g4f/core/engine";

import type { Served } from "../../catalog/catalog.ts";
import { answerRoute, type PlainRequest, type Route } from "../../routes.ts";
import { Field } from "../field.ts";
import { requestObject } from "../request-object.ts";
import { served } from "../served.ts";
import { errorBody, ollamaChat } from "./face.ts";
import { CHAT_SCHEMA } from "./schema.ts";

/** The version of Ollama whose API this is: clients ask for it, and refuse what is too old. */
const VERSION = "0.14.0";

/** Ollama's endpoints. */
export const OLLAMA_ROUTES: readonly Route[] = [
  answerRoute({
    path: "/api/chat",
    summary: "An answer in Ollama's form, as lines of JSON or whole.",
    face: ollamaChat,
    requestSchema: () => CHAT_SCHEMA,
  }),
  {
    method: "GET",
    path: "/api/tags",
    summary: "The models that are served, in Ollama's form.",
    errorBody,
    handle: tags,
  },
  {
    method: "GET",
    path: "/api/version",
    summary: "The version of Ollama whose API this is.",
    errorBody,
    handle: () => ({ version: VERSION }),
  },
  {
    method: "POST",
    path: "/api/show",
    summary: "What is known of a model, in Ollama's form.",
    errorBody,
    handle: show,
  },
];

async function tags({ catalog }: PlainRequest): Promise<object> {
  return { models: (await catalog.list()).map(tagOf) };
}

/** Of weights nobody here knows anything: neither their size, nor when they changed. */
function tagOf({ id, provider }: Served): object {
  return { name: id, model: id, size: 0, digest: "", details: detailsOf(provider) };
}

function detailsOf(provider: string): object {
  return {
    parent_model: "",
    format: "",
    family: provider,
    families: [provider],
    parameter_size: "",
    quantization_level: "",
  };
}

async function show({ body, catalog }: PlainRequest): Promise<object> {
  const given = new Field(requestObject(body));
  const model = given.at("model").absent ? given.at("name") : given.at("model");
  const { id, name, provider, model: own } = await served(catalog, model.text());
  const { manifest } = provider;
  const info = manifest.models.known.find((one) => typeof one !== "string" && one.id === own);
  const context =
    typeof info === "object" ? (info.maxInputTokens ?? info.maxTotalTokens) : undefined;
  return {
    license: "",
    modelfile: "",
    parameters: "",
    template: "",
    details: detailsOf(name),
    model_info: {
      "general.architecture": name,
      "general.basename": id,
      ...(context === undefined ? {} : { [`${name}.context_length`]: context }),
    },
    capabilities: capabilitiesOf(manifest, own ?? manifest.defaultModel ?? ""),
  };
}

/** What is not known to be missing is worth a try. */
function capabilitiesOf(manifest: ProviderManifest, model: string): string[] {
  const supports = supportsOf(manifest, model);
  return [
    "completion",
    ...(supports.tools === false ? [] : ["tools"]),
    ...(supports.imageInput === true ? ["vision"] : []),
    ...(supports.reasoning === true ? ["thinking"] : []),
  ];
}
