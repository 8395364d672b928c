/** The wire of Open Assistant, shared by the provider, the server and the conformance kit. */
export type { ChatListRead, ChatPage, ChatRead, ChatUpdate } from "./wire/chat.ts";
export {
  compactJson,
  encodeEvent,
  encodeLegacyPing,
  encodePing,
  pythonJson,
} from "./wire/encode.ts";
export type {
  ChatEvent,
  ErrorEvent,
  MessageEvent,
  PendingEvent,
  PluginIntermediateEvent,
  SafePromptEvent,
  TokenEvent,
} from "./wire/events.ts";
export type {
  AssistantMessageRequest,
  MessageRead,
  MessageState,
  PrompterMessageRequest,
  Report,
  WorkParameters,
} from "./wire/message.ts";
export { MODEL_CONFIGS, type ModelConfig, type ModelConfigInfo } from "./wire/models.ts";
export type {
  PluginApi,
  PluginConfig,
  PluginEndpoint,
  PluginEntry,
  PluginUsed,
} from "./wire/plugins.ts";
export {
  EMPTY_SAMPLING,
  PRESETS,
  type ParameterConfig,
  type SamplingParameters,
} from "./wire/sampling.ts";
