/** What several wires need: for authors of providers, beside the contract itself. */
export { ToolCalls, type ToolCallFragment } from "./kit/tool-calls.ts";
export { ThinkSplitter } from "./kit/think-splitter.ts";
export { StopGuard } from "./kit/stop-guard.ts";
export { TextPipe } from "./kit/text-pipe.ts";
export { TextEvent } from "./kit/text-event.ts";
export { TextTemplate } from "./kit/text-template.ts";
export { fromBase64, mediaOf, toBase64, type Media } from "./kit/media.ts";
export {
  checkTools,
  isObjectSchema,
  type ToolFields,
  type ToolRules,
} from "./kit/check-request.ts";
export { keepState, keptState, withToolIds, type IdRules, type KeptState } from "./kit/history.ts";
export { ModelLister, type ListModelsOptions, type ModelQuery } from "./kit/model-lister.ts";
export { eventObject } from "./kit/event-object.ts";
export { EventReader } from "./kit/event-reader.ts";
export { checkKeyOwner } from "./kit/key-owner.ts";
export { defined, type Defined } from "./kit/defined.ts";
export { countOf, usagePart, type Counts } from "./kit/usage-part.ts";
export { stopList } from "./kit/stop-list.ts";
export { leftOut } from "./kit/left-out.ts";
export { newList } from "./new-list.ts";
