import type { PluginUsed } from "../wire.ts";

/** What counts of a message that a server sent. */
export interface MessageFacts {
  /** One of the states of the wire, or one that came later. */
  readonly state: string;
  /** Null where there is no answer. */
  readonly content: string | null;
  readonly usedPlugin: PluginUsed | undefined;
}

/** The facts of a message as it came; undefined where it is none. */
export function readMessage(value: unknown): MessageFacts | undefined {
  const { state, content, used_plugin } = Object(value) as Readonly<Record<string, unknown>>;
  if (typeof state !== "string") return undefined;
  if (typeof content !== "string" && content !== null && content !== undefined) return undefined;
  const used = typeof used_plugin === "object" && used_plugin !== null ? used_plugin : undefined;
  return { state, content: content ?? null, usedPlugin: used as PluginUsed | undefined };
}
