export { OpenAI, OpenAICompatible, openaiCompatible } from "./provider.ts";
export { OpenAIResponses } from "./responses/provider.ts";
export { HOSTS } from "./hosts.ts";
export type { Host, Source } from "./host.ts";
export type { ChatOptions } from "./options.ts";
export type { ResponsesOptions } from "./responses/options.ts";
