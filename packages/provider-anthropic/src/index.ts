export { Anthropic } from "./provider.ts";
export type { AnthropicOptions } from "./options.ts";
