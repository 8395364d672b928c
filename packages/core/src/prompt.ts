export { concatChunks } from "./prompt/concat-chunks.ts";
export { filterNone, type WithoutNone } from "./prompt/filter-none.ts";
export { formatCookies } from "./prompt/format-cookies.ts";
export { formatPromptMaxLength } from "./prompt/format-prompt-max-length.ts";
export { formatPrompt, type FormatPromptOptions } from "./prompt/format-prompt.ts";
export {
  formatMediaPrompt,
  getLastMessage,
  getLastUserMessage,
  getSystemPrompt,
} from "./prompt/last-messages.ts";
export type { LooseMessage, LooseMessages } from "./prompt/loose-message.ts";
export { textOf } from "./prompt/text-of.ts";
export { getRandomHex, getRandomString } from "./random.ts";
