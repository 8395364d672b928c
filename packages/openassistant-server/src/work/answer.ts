import type { Chunk } from "@g4f/core";
import type { PluginIntermediateEvent, PluginUsed } from "@g4f/provider-openassistant/wire";

/** What a chunk of the responder is to the client: text, a plugin's step or outcome, or nothing. */
export type Piece =
  | { readonly text: string }
  | { readonly step: PluginIntermediateEvent }
  | { readonly used: PluginUsed }
  | undefined;

/**
 * Text becomes tokens; the custom parts `plugin_intermediate` and `used_plugin`, with the fields of the
 * wire as data, become what they are named for; all else has no place on this wire.
 */
export function pieceOf(chunk: Chunk): Piece {
  if (typeof chunk === "string") return { text: chunk };
  if (chunk.type === "text") return { text: chunk.text };
  if (chunk.type !== "custom") return undefined;
  if (chunk.name === "plugin_intermediate") return { step: stepOf(chunk.data) };
  if (chunk.name === "used_plugin") return { used: chunk.data as PluginUsed };
  return undefined;
}

function stepOf(data: unknown): PluginIntermediateEvent {
  const fields = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  const text = (key: string): string => {
    const value = fields[key];
    return typeof value === "string" ? value : "";
  };
  return {
    event_type: "plugin_intermediate",
    current_plugin_thought: text("current_plugin_thought"),
    current_plugin_action_taken: text("current_plugin_action_taken"),
    current_plugin_action_input: text("current_plugin_action_input"),
    current_plugin_action_response: text("current_plugin_action_response"),
    message: null,
  };
}
