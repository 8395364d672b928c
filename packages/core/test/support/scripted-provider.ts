import {
  AsyncGeneratorProvider,
  defineManifest,
  ProviderError,
  type Chunk,
  type Messages,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
  type ProviderSettings,
} from "../../src/index.ts";
import { sse } from "../../src/wire/sse.ts";

/** What a test writes in place of a provider's `generate`. */
export type Script = (
  request: ProviderRequest,
  context: ProviderContext,
) => AsyncGenerator<Chunk, unknown>;

/** Settings of the instance, and what its manifest says besides the defaults. */
export interface Setup extends ProviderSettings {
  readonly manifest?: Partial<ProviderManifest>;
}

class ScriptedProvider extends AsyncGeneratorProvider {
  readonly #script: Script;

  constructor(script: Script, settings: ProviderSettings, manifest: ProviderManifest) {
    super(settings, manifest);
    this.#script = script;
  }

  protected override generate(
    request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk, unknown> {
    return this.#script(request, context);
  }
}

/** A provider called Acme whose hook is `script`. */
export function scripted(script: Script, setup: Setup = {}): AsyncGeneratorProvider {
  const { manifest, ...settings } = setup;
  const complete = defineManifest({
    name: "Acme",
    url: "https://acme.test",
    working: true,
    defaultModel: "acme-1",
    ...manifest,
  });
  return new ScriptedProvider(script, settings, complete);
}

/** A hook over a real wire: each event of the answer to `POST /chat` is one chunk in JSON. */
export const overWire: Script = async function* (request, { http }) {
  const response = await http.post("/chat", { messages: request.messages });
  for await (const event of sse(response.body)) yield JSON.parse(event.data) as Chunk;
};

/** Loads what the first call of a process would: no part of the short limits of a test. */
export async function preload(): Promise<void> {
  await Promise.all([import("../../src/request-schema.ts"), import("../../src/http/pools.ts")]);
}

/** The shortest chat. */
export const messages: Messages = [{ role: "user", content: "hi" }];

/** The end of a good answer. */
export const stop: Chunk = { type: "finish", reason: "stop" };

/** What `promise` rejects with. @throws Error where it does not, or with something else. */
export async function errorOf(promise: Promise<unknown>): Promise<ProviderError> {
  const [outcome] = await Promise.allSettled([promise]);
  if (outcome.status === "rejected" && ProviderError.is(outcome.reason)) return outcome.reason;
  throw new Error("not rejected with a ProviderError", { cause: outcome });
}
