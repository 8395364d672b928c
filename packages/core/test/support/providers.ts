import type { Chunk } from "../../src/chunk.ts";
import { defineManifest, type ProviderManifest } from "../../src/manifest.ts";
import { AsyncGeneratorProvider } from "../../src/provider.ts";
import type { ProviderRequest, ProviderSettings } from "../../src/request.ts";

/** Answers with its model and what it was set up with. */
export class Acme extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "Acme",
    url: "https://acme.test",
    working: true,
    defaultModel: "acme-1",
    models: {
      open: false,
      known: ["acme-1", { id: "acme-2", supports: { tools: true } }],
      aliases: { latest: "acme-2" },
    },
    supports: { tools: false, systemMessage: true },
    aliases: ["acme-ai"],
  });

  readonly settings: ProviderSettings;

  constructor(settings: ProviderSettings = {}) {
    super(settings);
    this.settings = settings;
  }

  protected override async *generate(request: ProviderRequest): AsyncGenerator<Chunk> {
    yield `I am ${request.model}`;
    yield { type: "finish", reason: "stop" };
  }
}

/** Needs a key; its list of models is open. */
export class Beta extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "beta",
    url: "https://beta.test",
    working: false,
    needsAuth: true,
    models: { open: true, known: ["llama3:8b"] },
    supports: { tools: true, schema: true },
  });

  protected override async *generate(): AsyncGenerator<Chunk> {
    yield { type: "finish", reason: "stop" };
  }
}
