export { Gemini } from "./provider.ts";
export type { GeminiOptions, SafetySetting } from "./options.ts";
