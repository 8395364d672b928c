import type { SamplingFields } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import type { FaceHead, FaceRequest } from "../../face.ts";
import { Field } from "../field.ts";
import { Own, type Notice } from "../own.ts";
import { requestObject } from "../request-object.ts";
import { messagesOf } from "./messages.ts";
import { schemaOf, toolsOf, type ToolsAsked } from "./tools.ts";
import { VERSIONS, type Version } from "./version.ts";

/** A request to `/v1/messages`. */
export interface MessagesRequest extends FaceRequest {
  readonly call: FaceRequest["call"] & ToolsAsked;
  readonly version: Version;
}

/** @throws Refusal that names the parameter, or the header, in Anthropic's words. */
export function readRequest(given: unknown, { headers }: FaceHead): MessagesRequest {
  const version = versionOf(headers["anthropic-version"]);
  const body = new Field(requestObject(given));
  const limit = body.at("max_tokens").integer(0);
  const read = readCall(body);
  // Anthropic's own: fills the cache, and answers nothing.
  if (limit === 0) read.own.note(body.at("max_tokens"), "a limit of 0");
  const beta = betasOf(headers["anthropic-beta"]);
  return defined({
    model: read.model,
    stream: body.at("stream").maybe((field) => field.flag()) ?? false,
    call: { ...read.call, ...(limit === 0 ? {} : { maxTokens: limit }) },
    original: body.object(),
    version,
    wireOptions: { version, ...(beta.length === 0 ? {} : { beta }) },
    sameWireOnly: read.own.refusal,
  });
}

/** What counting and answering read alike. */
export function readCall(body: Field): {
  readonly model: string;
  readonly call: MessagesRequest["call"];
  readonly own: Own;
} {
  const own = new Own("Anthropic's");
  const model = body.at("model");
  if (model.text() === "") model.refuse("String should have at least 1 character");
  const call = {
    messages: messagesOf(body, own.note),
    ...toolsOf(body, own.note),
    ...samplingOf(body),
    ...outputOf(body.at("output_config")),
  };
  noteOwn(body, own.note);
  return { model: model.text(), call: defined(call), own };
}

/** @throws Refusal as Anthropic words it. */
function versionOf(given: string | undefined): Version {
  const header = new Field(given, "anthropic-version");
  if (given === undefined) return header.refuse("header is required", "missing");
  const version = VERSIONS.find((known) => known === given);
  if (version !== undefined) return version;
  const shown = JSON.stringify(given.slice(0, 40));
  return header.refuse(`${shown} is not a valid version; there are ${VERSIONS.join(" and ")}`);
}

/** Names of features, as any of them look; what else stands there is no name. */
function betasOf(header = ""): string[] {
  const names = header.split(",").map((name) => name.trim());
  return names.filter((name) => /^[a-z0-9][a-z0-9._=-]{0,63}$/i.test(name)).slice(0, 32);
}

function samplingOf(body: Field): SamplingFields {
  const stop = body.at("stop_sequences").maybe((field) => field.list().map((one) => one.text()));
  return defined({
    temperature: body.at("temperature").maybe((field) => field.number(0, 1)),
    topP: body.at("top_p").maybe((field) => field.number(0, 1)),
    topK: body.at("top_k").maybe((field) => field.integer(0)),
    stop: stop === undefined || stop.length === 0 ? undefined : stop,
  });
}

function outputOf(config: Field): Pick<MessagesRequest["call"], "schema" | "reasoningEffort"> {
  if (config.absent) return {};
  config.object();
  const effort = config.at("effort").maybe((field) => field.text());
  const schema = config.at("format").maybe((format) => {
    format.at("type").oneOf(["json_schema"]);
    return schemaOf(format.at("schema"));
  });
  return defined({ schema, reasoningEffort: effort === undefined ? undefined : effortOf(effort) });
}

/** Others know no more than this. */
function effortOf(effort: string): string {
  return effort === "xhigh" || effort === "max" ? "high" : effort;
}

/** Fields without which an answer would be another one, and that no other API has. */
function noteOwn(body: Field, notice: Notice): void {
  body.at("thinking").maybe((thinking) => thinking.object());
  const servers = body.at("mcp_servers");
  if (!servers.absent && servers.list().length > 0) notice(servers, "a server of tools");
  const container = body.at("container");
  if (!container.absent) notice(container, "a container");
}
