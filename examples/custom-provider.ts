// Write a provider, register it, resolve it by name: node examples/custom-provider.ts shout:loud
import { AsyncGeneratorProvider, defineManifest, getLastUserMessage } from "@g4f/core";
import type { Chunk, ProviderRequest } from "@g4f/core";
import { ProviderRegistry } from "@g4f/core/registry";

class Shout extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Shout",
    url: "https://shout.example",
    working: true,
    defaultModel: "loud",
    models: { open: false, known: ["loud", "louder"] },
  });

  protected override async *generate({ model, messages }: ProviderRequest): AsyncGenerator<Chunk> {
    yield getLastUserMessage(messages).toUpperCase();
    yield model === "louder" ? "!!!" : "!";
    yield { type: "finish", reason: "stop" };
  }
}

await using registry = new ProviderRegistry().register(Shout);
const { provider, model } = await registry.resolve(process.argv[2] ?? "shout");
const messages = [{ role: "user", content: "can you hear me" }] as const;
const { text } = await provider.createAsyncGenerator({ model, messages }).collect();
process.stdout.write(`${provider.manifest.name}: ${text}\n`);
