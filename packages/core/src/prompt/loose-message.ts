/** A message as histories from anywhere hold it; a checked {@link Message} is one too. */
export interface LooseMessage {
  readonly role?: string | null | undefined;
  readonly content?: unknown;
}

/** A history, oldest message first. It is only read. */
export type LooseMessages = readonly LooseMessage[];

/** Whether the message instructs the model instead of taking part in the talk. */
export function isSystem({ role }: LooseMessage): boolean {
  return role === "system" || role === "developer";
}
