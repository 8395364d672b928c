import { ProviderRegistry, type RegistryOptions } from "@g4f/core/registry";
import { Anthropic } from "@g4f/provider-anthropic";
import { Eliza } from "@g4f/provider-eliza";
import { Gemini } from "@g4f/provider-gemini";
import { Ollama } from "@g4f/provider-ollama";
import { HOSTS, OpenAI, openaiCompatible, OpenAIResponses } from "@g4f/provider-openai";
import { OpenAssistant } from "@g4f/provider-openassistant";

/** A registry of every provider of this project; nothing is made before it is resolved. */
export function allProviders(options: RegistryOptions = {}): ProviderRegistry {
  const registry = new ProviderRegistry(options);
  const own = [Eliza, OpenAssistant, OpenAI, OpenAIResponses, Anthropic, Gemini, Ollama];
  for (const provider of own) registry.register(provider);
  for (const host of HOSTS) if (!registry.has(host.name)) registry.register(openaiCompatible(host));
  return registry;
}
