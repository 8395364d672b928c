import type { ChatSettings } from "../chats/record.ts";
import type { Choice } from "../target/choice.ts";
import type { Target } from "../target/open-target.ts";

/**
 * What a chat keeps of who answers, so that it goes on with the same one: its history is not for others.
 * No secret is in it.
 */
export function settingsToKeep(choice: Choice, target: Target): ChatSettings {
  const { system, baseUrl } = choice;
  const common = system === undefined ? {} : { system };
  if (target.source === "embedded") return { offline: true, ...common };
  if (target.route !== undefined) return { route: target.route, ...common };
  return {
    provider: choice.provider ?? target.provider.manifest.name,
    ...(target.model === undefined ? {} : { model: target.model }),
    ...common,
    ...(baseUrl === undefined ? {} : { baseUrl: withoutSecrets(baseUrl) }),
  };
}

/** The flags of the command line before what a chat has kept. */
export function applySettings(kept: ChatSettings, flags: Choice): Choice {
  const isAnother =
    (flags.provider !== undefined && flags.provider !== kept.provider) ||
    (flags.route !== undefined && flags.route !== kept.route) ||
    (flags.model !== undefined && kept.route !== undefined) ||
    flags.model?.includes(":") === true;
  const { system } = kept;
  // Model and address belong to the provider that they were kept with.
  const usable = isAnother ? (system === undefined ? {} : { system }) : kept;
  return { ...usable, ...flags };
}

function withoutSecrets(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const url = new URL(baseUrl);
  if (url.username === "" && url.password === "") return baseUrl;
  url.username = "";
  url.password = "";
  return url.href;
}
