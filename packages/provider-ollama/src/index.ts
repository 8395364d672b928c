export { Ollama } from "./provider.ts";
export type { OllamaOptions } from "./options.ts";
export type { PullOptions, PullProgress } from "./pull.ts";
