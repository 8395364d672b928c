import type { ProviderRequest } from "@g4f/core";

import type { OpenAssistantOptions, PluginOption } from "./options.ts";
import { samplingParameters, type SamplingConfig } from "./sampling.ts";
import type { AssistantMessageRequest, PluginEntry } from "./wire.ts";

/**
 * What is asked for, but for the message it is to answer: these fields and no others.
 * @throws ProviderError `invalid_request` where the sampling is none.
 */
export function assistantMessage(
  request: ProviderRequest<OpenAssistantOptions>,
  config: SamplingConfig,
  systemPrompt: string | undefined,
): Omit<AssistantMessageRequest, "parent_id"> {
  const { model, userProfile, userResponseInstructions, plugins = [] } = request;
  return {
    model_config_name: model,
    sampling_parameters: samplingParameters(config, request),
    plugins: plugins.map(pluginEntry),
    ...(systemPrompt === undefined ? {} : { system_prompt: systemPrompt }),
    ...(userProfile === undefined ? {} : { user_profile: userProfile }),
    ...(userResponseInstructions === undefined
      ? {}
      : { user_response_instructions: userResponseInstructions }),
  };
}

function pluginEntry(plugin: PluginOption): PluginEntry {
  const { url, enabled = true, plugin_config = null, trusted = false } = plugin;
  return { url, enabled, plugin_config, trusted };
}
