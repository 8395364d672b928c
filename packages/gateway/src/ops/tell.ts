import { ProviderError } from "@g4f/core";
import { isPolicy } from "@g4f/core/engine";

import type { Found } from "../catalog/catalog.ts";
import type { Client, Spend } from "../client.ts";
import type { FaceRequest } from "../face.ts";
import type { Failure } from "../failure.ts";
import { usageOf, type Outcome, type Relayed } from "../relay/relay.ts";
import type { GatewayState } from "../state.ts";
import type { LoggedRequest } from "./request-log.ts";

/** All that is known of a request that is over. */
export interface Told {
  readonly requestId: string;
  /** ms since 1970. */
  readonly startedAt: number;
  readonly ms: number;
  readonly method: string;
  /** As it was registered. */
  readonly path: string;
  /** 499 where the client left before it. */
  readonly status: number;
  readonly outcome: Outcome;
  readonly client: Client | undefined;
  /** Name of the API, where a model was asked. */
  readonly face: string | undefined;
  readonly asked: FaceRequest | undefined;
  readonly found: Found | undefined;
  /** Whether the policy of the key let it in. */
  readonly admitted: boolean;
  readonly relayed: Relayed | undefined;
  readonly failure: Failure | undefined;
}

/** Tells log, metrics and spend of a request that is over. */
export function tell({ log, metrics, onSpend }: GatewayState, told: Told): void {
  const { asked, client, failure, found, method, ms, outcome, path, requestId, status } = told;
  const common = { status, outcome, provider: found?.name, code: failure?.code, ms };
  const answer = answerFacts(told.relayed);
  metrics.count({ endpoint: path, ...common, ...answer });
  if (log.isOpen) {
    log.write({
      requestId,
      client: client?.name,
      method,
      route: path,
      ...common,
      ...answer,
      model: asked?.model,
      stream: asked?.stream,
      error: failure?.message,
    });
  }
  const spend = spendOf(told);
  if (spend !== undefined) onSpend?.(spend);
}

function answerFacts(
  relayed: Relayed | undefined,
): Pick<LoggedRequest, "firstByteMs" | "usage" | "attempts"> {
  if (relayed === undefined) return {};
  const { error, firstByteMs, result } = relayed;
  const attempts = result?.attempts ?? providerError(error)?.attempts;
  return { firstByteMs, usage: usageOf(relayed), attempts };
}

function spendOf(told: Told): Spend | undefined {
  const { admitted, client, face, found, relayed, requestId, outcome, startedAt } = told;
  if (!admitted || client === undefined || face === undefined || found === undefined) return;
  return {
    requestId,
    client,
    face,
    model: found.id,
    ...answerer(relayed, found),
    usage: relayed && usageOf(relayed),
    outcome,
    startedAt,
    durationMs: told.ms,
  };
}

/** Who answered, or was the last to be asked: one provider as it is named here, of a route its member. */
function answerer(
  relayed: Relayed | undefined,
  found: Found,
): Pick<Spend, "provider" | "upstreamModel"> {
  const told = toldBy(relayed, found);
  const isNamedHere = told.provider !== undefined && !isPolicy(found.provider);
  return isNamedHere ? { ...told, provider: found.name } : told;
}

function toldBy(
  { result, error }: Partial<Relayed> = {},
  found: Found,
): Pick<Spend, "provider" | "upstreamModel"> {
  if (result !== undefined) return { provider: result.provider, upstreamModel: result.model };
  const known = providerError(error);
  const last = known?.attempts?.at(-1);
  return {
    provider: last?.provider ?? known?.provider,
    upstreamModel: last?.model ?? found.model,
  };
}

function providerError(error: unknown): ProviderError | undefined {
  return ProviderError.is(error) ? error : undefined;
}
