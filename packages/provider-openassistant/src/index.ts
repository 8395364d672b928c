export { OpenAssistant } from "./provider.ts";
export type { OpenAssistantOptions, PluginOption } from "./options.ts";
export type { ApiName, OpenAssistantSettings } from "./settings.ts";
export type { TrustedClient } from "./trusted-client.ts";
export type { OpenAssistantConversation } from "./conversation.ts";
export type { PromptTemplate } from "./prompt.ts";
export type { PluginStep } from "./api/read-event.ts";
export { SAMPLING, type CompleteSampling, type Sampling, type SamplingConfig } from "./sampling.ts";
