import { ProviderError } from "@g4f/core";

import type { Bench, StreamUnderTest } from "../case.ts";
import type { Asked } from "../dialect.ts";
import { expectFinished, expectThat, fail } from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";

/** Generous beside the 50 to 100 ms that the rules ask for: a starved machine must not lie. */
export const SOON = 500;

/** Reads text until exactly `wanted` has come; fails where anything else comes. */
export async function readUpTo(
  bench: Bench,
  stream: AsyncIterator<string>,
  wanted: string,
): Promise<void> {
  let read = "";
  while (read !== wanted) {
    const what = `reading ${show(wanted)}`;
    const step = await bench.within(1_000, what, notRejected(what, stream.next()));
    expectThat(step.done !== true && wanted.startsWith(read + step.value), () => ({
      message: "the text that upstream sent was not read",
      received: step.done === true ? `${show(read)}, then the end` : show(read + step.value),
      expected: show(wanted),
    }));
    read += step.value;
  }
}

/** The `ProviderError` that `promise` rejects with, soon; fails where it is another end. */
export async function rejectionOf(
  bench: Bench,
  what: string,
  promise: Promise<unknown>,
): Promise<ProviderError> {
  const settled = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const end = await bench.within(SOON, what, settled);
  if ("error" in end && ProviderError.is(end.error)) return end.error;
  return fail({
    message: `${what}: not rejected with a ProviderError`,
    received: "error" in end ? `a rejection with ${show(end.error)}` : show(end.value),
    expected: "a rejection with a ProviderError",
  });
}

/** Fails where it is rejected: the rule at hand says what else should have come. */
async function notRejected<T>(what: string, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    return fail({
      message: `${what}: rejected`,
      received: show(error),
      expected: "no rejection",
    });
  }
}

/** Fails where the reader is told anything but that all is over. */
export async function expectDone(
  bench: Bench,
  what: string,
  step: Promise<IteratorResult<unknown, unknown>>,
): Promise<void> {
  const { done, value } = await bench.within(SOON, what, notRejected(what, step));
  expectThat(done === true, () => ({
    message: `${what}: the stream is not over`,
    received: show(value),
    expected: "done",
  }));
}

/** Starts a call of one upstream and one provider, as most cases do. */
export async function begin(
  bench: Bench,
  answers: Parameters<Bench["upstream"]>[0],
  request: Parameters<Bench["call"]>[1] = {},
  options: Parameters<Bench["upstream"]>[1] = {},
): Promise<{
  readonly upstream: Awaited<ReturnType<Bench["upstream"]>>;
  readonly provider: Awaited<ReturnType<Bench["create"]>>;
  readonly stream: StreamUnderTest;
}> {
  const upstream = await bench.upstream(answers, options);
  const provider = await bench.create(upstream);
  return { upstream, provider, stream: bench.call(provider, request) };
}

/** What upstream is asked by a call that goes well. */
export async function askedFor(
  bench: Bench,
  request: Parameters<Bench["call"]>[1] & object,
): Promise<Asked> {
  const outcome = await bench.ask(says("yes"), { request });
  expectFinished(outcome, { text: "yes" });
  const call = outcome.upstream.calls[0];
  return (
    call?.asked ??
    fail({
      message: "nothing was asked",
      received: "no request for an answer",
      expected: "one",
    })
  );
}
