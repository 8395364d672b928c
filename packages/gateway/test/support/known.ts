import { ProviderRegistry } from "@g4f/core/registry";
import { Eliza } from "@g4f/provider-eliza";
import { OpenAI } from "@g4f/provider-openai";

/** A registry as an application hands it in. */
export function knownProviders(): ProviderRegistry {
  return new ProviderRegistry().register(Eliza).register(OpenAI);
}
