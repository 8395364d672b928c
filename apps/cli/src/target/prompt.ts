import type { Config } from "../config/config.ts";
import { fillIn, takesInput } from "../config/template.ts";
import { CliError } from "../exit-status.ts";

/** How a system prompt is sent. */
export interface Prompt {
  /** The system message; undefined where there is none. */
  readonly system: string | undefined;
  /** What is sent in place of what the user wrote. */
  readonly wrap: (input: string) => string;
}

/**
 * What `--system` means: a text, or with `@name` one of the configuration. A named prompt that holds
 * `{{input}}` is put around each input, and there is no system message then.
 * @throws CliError `usage` where no prompt has that name.
 */
export async function promptOf(system: string | undefined, config: Config): Promise<Prompt> {
  const name = promptName(system);
  const plain = { system, wrap: (input: string) => input };
  if (name === undefined) return plain;
  const template = Object.entries(config.prompts ?? {}).find(([own]) => own === name)?.[1];
  if (template === undefined) {
    const { suggest } = await import("@g4f/core");
    const known = suggest(name, Object.keys(config.prompts ?? {}));
    throw new CliError(
      "usage",
      `no prompt is named ${JSON.stringify(name)}${known === "" ? "; the configuration has none" : known}`,
    );
  }
  if (!takesInput(template)) return { ...plain, system: template };
  return { system: undefined, wrap: (input) => fillIn(template, input) };
}

/** The name in `@name`; undefined where `system` is a text. */
export function promptName(system: string | undefined): string | undefined {
  return /^@(\S+)$/.exec(system ?? "")?.[1];
}
