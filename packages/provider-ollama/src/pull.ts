import { AsyncGeneratorProvider, ndjson, ProviderError } from "@g4f/core";
import type {
  Chunk,
  ProviderContext,
  ProviderManifest,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";
import { defined } from "@g4f/core/kit";

/** How far the download of a model has come. */
export interface PullProgress {
  /** What is being done, as the server says it; `success` is the end. */
  readonly status: string;
  /** The layer that is being loaded. */
  readonly digest?: string;
  /** Bytes of that layer. */
  readonly total?: number;
  readonly completed?: number;
}

/** What a download may say. */
export interface PullOptions {
  readonly signal?: AbortSignal;
}

/** One download as a call like any other, so that limits, proxy and redaction hold here too. */
export class PullCall extends AsyncGeneratorProvider {
  constructor(settings: ProviderSettings, manifest: ProviderManifest) {
    // A model may take hours; the idle limit ends a download that stands still.
    super({ ...settings, deadlines: { total: Infinity, ...settings.deadlines } }, manifest);
  }

  /** What the server tells, until it says that all is there. Throws as a call would. */
  async *run(model: string, signal: AbortSignal | undefined): AsyncGenerator<PullProgress> {
    const messages = [{ role: "user", content: "" }] as const;
    const call = this.createAsyncGenerator({
      model,
      messages,
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const chunk of call.chunks()) {
      if (typeof chunk === "object" && chunk.type === "custom") yield chunk.data as PullProgress;
    }
  }

  protected override async *generate(
    { model }: ProviderRequest,
    { http, errorFrom }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const { body, headers } = await http.post("api/pull", { model, stream: true });
    for await (const line of ndjson(body)) {
      const said = Object(line) as Readonly<Record<string, unknown>>;
      if (said["error"] !== undefined) throw errorFrom(said, undefined, headers);
      yield { type: "custom", name: "pull", data: progressOf(said, this.manifest.name) };
      if (said["status"] === "success") return yield { type: "finish", reason: "unknown" };
    }
  }
}

function progressOf(said: Readonly<Record<string, unknown>>, provider: string): PullProgress {
  const { status, digest, total, completed } = said;
  if (typeof status !== "string") {
    throw new ProviderError("protocol", `${provider} told of a download without a status`, {
      provider,
      phase: "stream",
    });
  }
  const counted = (value: unknown): number | undefined =>
    typeof value === "number" ? value : undefined;
  return defined({
    status,
    digest: typeof digest === "string" ? digest : undefined,
    total: counted(total),
    completed: counted(completed),
  });
}
