import type { ProviderManifest } from "@g4f/core";

import { CaseBench } from "./bench.ts";
import { CaseFailure, type Create } from "./case.ts";
import type { Dialect } from "./dialect.ts";
import { show, showOutcome } from "./show.ts";
import type { Answer, UpstreamTransport } from "./upstream.ts";
import { wireless } from "./wireless.ts";
import { within } from "./within.ts";

/** What a run must know of a provider before it can ask anything. */
export interface Subject {
  readonly manifest: ProviderManifest;
  readonly transport: UpstreamTransport;
}

/** How to get at a provider. */
export interface SubjectOptions {
  readonly create: Create;
  /** Absent: a provider without a wire. */
  readonly dialect?: Dialect | undefined;
  /**
   * How the provider is reached where a case does not care. Default: `memory`; `tcp` where it does not
   * send through the transport of its settings.
   */
  readonly transport?: "memory" | "tcp" | undefined;
}

/** Most time that making a provider, or a first answer of it, may take where nothing else is said. */
const TRY_MS = 10_000;

const HELLO: Answer = {
  script: [
    { type: "text", text: "Hello" },
    { type: "finish", reason: "stop" },
  ],
};

/**
 * Makes the provider once and has it answer once.
 * @throws CaseFailure where it cannot be made, or does not answer: no case could say more.
 */
export async function examine(options: SubjectOptions, ms: number = TRY_MS): Promise<Subject> {
  const { dialect, transport } = options;
  if (dialect === undefined) return await examineWith(options, wireless, "memory", ms);
  if (transport !== undefined) return await examineWith(options, dialect, transport, ms);
  try {
    return await examineWith(options, dialect, "memory", ms);
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    return await examineWith(options, dialect, "tcp", ms);
  }
}

/** Nothing came to the upstream. */
class Unreached extends CaseFailure {}

async function examineWith(
  { create, dialect: wire }: SubjectOptions,
  dialect: Dialect,
  transport: UpstreamTransport,
  ms: number,
): Promise<Subject> {
  const blank = {} as ProviderManifest;
  const bench = new CaseBench({ dialect, transport, create, manifest: blank });
  try {
    const upstream = wire === undefined ? undefined : await bench.upstream(HELLO);
    const provider = await within(ms, "create() returns a provider", bench.create(upstream));
    const manifest = checkProvider(provider);
    const answered = bench.read(bench.call(provider));
    const outcome = await within(ms, "an answer to a first plain call", answered);
    if (outcome.result !== undefined) return { manifest, transport };
    const Kind = upstream !== undefined && upstream.requests.length === 0 ? Unreached : CaseFailure;
    throw new Kind({
      message: `the provider does not answer a plain call (over ${transport})`,
      received: showOutcome(outcome),
      expected: "a finished call",
      ...(bench.sent === undefined ? {} : { sent: bench.sent }),
    });
  } finally {
    await bench.close();
  }
}

function checkProvider(provider: unknown): ProviderManifest {
  const { manifest, createAsyncGenerator } = (provider ?? {}) as Partial<
    Record<"manifest" | "createAsyncGenerator", unknown>
  >;
  if (
    typeof manifest === "object" &&
    manifest !== null &&
    typeof createAsyncGenerator === "function"
  ) {
    return manifest as ProviderManifest;
  }
  throw new CaseFailure({
    message: "create() returned no provider",
    received: show(provider),
    expected: "an object with a manifest and createAsyncGenerator()",
  });
}
