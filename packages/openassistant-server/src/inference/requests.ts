import {
  EMPTY_SAMPLING,
  type ChatUpdate,
  type PluginConfig,
  type PluginEntry,
  type Report,
  type SamplingParameters,
} from "@g4f/provider-openassistant/wire";

import { Fields } from "./fields.ts";
import { dict, flag, float, integer, list, oneOf, shortText, text } from "./types.ts";

type Values = Readonly<Record<string, unknown>>;

/** A prompter message to be made. */
export interface PrompterInput {
  readonly content: string;
  readonly parentId: string | null;
}

/** An assistant message to be made. */
export interface AssistantInput {
  readonly parentId: string;
  readonly model: string;
  readonly sampling: SamplingParameters;
  readonly systemPrompt: string | null;
  readonly userProfile: string | null;
  readonly userResponseInstructions: string | null;
  readonly plugins: readonly PluginEntry[];
}

export function readPrompter(values: Values): PrompterInput {
  const fields = new Fields(values);
  const parentId = fields.nullable("parent_id", text);
  const content = fields.required("content", text, "");
  fields.check();
  return { content, parentId };
}

export function readAssistant(values: Values): AssistantInput {
  const fields = new Fields(values);
  const input = {
    parentId: fields.required("parent_id", text, ""),
    model: fields.required("model_config_name", text, ""),
    sampling: readSampling(fields, fields.optional("sampling_parameters", dict, {})),
    systemPrompt: fields.nullable("system_prompt", text),
    userProfile: fields.nullable("user_profile", text),
    userResponseInstructions: fields.nullable("user_response_instructions", text),
    plugins: fields
      .optional("plugins", list, [])
      .map((entry, index) => readPlugin(fields, entry, index)),
  };
  fields.nullable("used_plugin", dict);
  fields.check();
  return input;
}

function readSampling(parent: Fields, values: Values): SamplingParameters {
  const fields = parent.within(values, "sampling_parameters");
  return {
    top_k: fields.nullable("top_k", integer),
    top_p: fields.nullable("top_p", float),
    typical_p: fields.nullable("typical_p", float),
    temperature: fields.nullable("temperature", float),
    repetition_penalty: fields.nullable("repetition_penalty", float),
    max_new_tokens: fields.optional("max_new_tokens", integer, EMPTY_SAMPLING.max_new_tokens),
  };
}

function readPlugin(parent: Fields, entry: unknown, index: number): PluginEntry {
  const holder = parent.within({ [index]: entry }, "plugins");
  const fields = parent.within(holder.required(String(index), dict, {}), "plugins", index);
  return {
    url: fields.required("url", text, ""),
    enabled: fields.optional("enabled", flag, true),
    plugin_config: fields.nullable("plugin_config", dict) as PluginConfig | null,
    trusted: fields.has("trusted") ? fields.nullable("trusted", flag) : false,
  };
}

export function readChatUpdate(values: Values): ChatUpdate {
  const fields = new Fields(values);
  const update = {
    title: fields.nullable("title", shortText(100)),
    hidden: fields.nullable("hidden", flag),
    allow_data_use: fields.nullable("allow_data_use", flag),
    active_thread_tail_message_id: fields.nullable("active_thread_tail_message_id", text),
  };
  fields.check();
  return update;
}

export function readVote(values: Values): number {
  const fields = new Fields(values);
  const score = fields.required("score", integer, 0);
  fields.check();
  return score;
}

export function readReport(values: Values): Omit<Report, "id"> {
  const fields = new Fields(values);
  const types = ["spam", "offensive", "feedback"] as const;
  const report = {
    report_type: fields.required("report_type", oneOf(types), "feedback"),
    reason: fields.required("reason", text, ""),
  };
  fields.check();
  return report;
}

/** A message_eval is checked and not kept: nothing on the wire ever shows it. */
export function checkEval(values: Values): void {
  const fields = new Fields(values);
  fields.required("inferior_message_ids", list, []);
  fields.check();
}

/** How a list of chats is asked for. */
export interface ListInput {
  readonly limit: number;
  readonly after: string | null;
  readonly before: string | null;
  readonly includeHidden: boolean;
}

export function readList(query: Values): ListInput {
  const fields = new Fields(query, ["query"]);
  const input = {
    limit: fields.optional("limit", pageSize, 10),
    after: fields.nullable("after", text),
    before: fields.nullable("before", text),
    includeHidden: fields.optional("include_hidden", flag, false),
  };
  fields.check();
  return input;
}

function pageSize(value: unknown): ReturnType<typeof integer> {
  const size = integer(value);
  if (typeof size !== "number") return size;
  if (size <= 0) return range("greater than 0", "not_gt", 0);
  return size > 100 ? range("less than or equal to 100", "not_le", 100) : size;
}

function range(bound: string, kind: string, limit: number): ReturnType<typeof integer> {
  const msg = `ensure this value is ${bound}`;
  return { wrong: true, msg, type: `value_error.number.${kind}`, ctx: { limit_value: limit } };
}
