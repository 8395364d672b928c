import type { ModelConfig } from "./models.ts";
import type { PluginEntry, PluginUsed } from "./plugins.ts";
import type { SamplingParameters } from "./sampling.ts";

/**
 * `manual`: every prompter message. `pending` and `in_progress` stream; `complete` may be replied to;
 * `aborted_by_worker` failed; `cancelled` and `timeout` only ever stream `pending` events.
 */
export type MessageState =
  | "manual"
  | "pending"
  | "in_progress"
  | "complete"
  | "aborted_by_worker"
  | "cancelled"
  | "timeout";

/** How an answer is, or was, to be made. */
export interface WorkParameters {
  readonly model_config: ModelConfig;
  readonly sampling_parameters: SamplingParameters;
  readonly do_sample: boolean;
  /** Up to 2^64 - 2: what `JSON.parse` makes of it is rounded. */
  readonly seed: number | bigint;
  readonly system_prompt: string | null;
  readonly user_profile: string | null;
  readonly user_response_instructions: string | null;
  readonly plugins: readonly PluginEntry[];
  readonly plugin_max_depth: number;
}

/** A complaint about a message. */
export interface Report {
  readonly id: string;
  readonly report_type: "spam" | "offensive" | "feedback";
  readonly reason: string;
}

/** A message; every key is always there. */
export interface MessageRead {
  readonly id: string;
  readonly parent_id: string | null;
  /** Null until an answer is complete, and where it failed. */
  readonly content: string | null;
  readonly chat_id: string;
  readonly created_at: string;
  readonly role: "prompter" | "assistant";
  readonly state: MessageState;
  readonly score: number;
  readonly reports: readonly Report[];
  readonly work_parameters: WorkParameters | null;
  readonly safe_content: string | null;
  readonly safety_level: number | null;
  readonly safety_label: string | null;
  readonly safety_rots: string | null;
  readonly used_plugin: PluginUsed | null;
}

/** What a prompter message is created from; `chat_id` is in the body on the website API only. */
export interface PrompterMessageRequest {
  readonly chat_id?: string;
  readonly content: string;
  readonly parent_id: string | null;
}

/** What an assistant message is created from; `chat_id` is in the body on the website API only. */
export interface AssistantMessageRequest {
  readonly chat_id?: string;
  readonly parent_id: string;
  readonly model_config_name: string;
  readonly sampling_parameters?: Partial<SamplingParameters>;
  readonly system_prompt?: string | null;
  readonly user_profile?: string | null;
  readonly user_response_instructions?: string | null;
  readonly plugins?: readonly Partial<PluginEntry>[];
}
