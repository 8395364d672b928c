import type { CallRequest, Chunk } from "@g4f/core";

import type { Create, StreamUnderTest } from "../../src/case.ts";
import { hello, Wireless, type Hook } from "../support/wireless.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { overlay, without } from "./changed.ts";

const family = "wireless";
const correct: Create = () => new Wireless(hello);

/** A provider without a wire that says this. */
const saying =
  (hook: Hook): Create =>
  () =>
    new Wireless(hook);

/** A correct one whose calls are changed. */
const around =
  (change: (stream: StreamUnderTest, request: CallRequest) => StreamUnderTest): Create =>
  () => {
    const inner = new Wireless(hello);
    return {
      manifest: inner.manifest,
      createAsyncGenerator: (request) => change(inner.createAsyncGenerator(request), request),
    };
  };

function wireless(name: string, killedBy: string, make: Create): Broken {
  return defineBroken({ name, family, killedBy, dialect: null, make, correct });
}

export const WIRELESS: readonly Broken[] = [
  wireless(
    "wireless-without-end",
    "wireless.answers",
    saying(async function* (): AsyncGenerator<Chunk> {
      yield "Hello";
    }),
  ),
  wireless("wireless-signal-ignored", "wireless.abort.during", () => {
    const inner = new Wireless(hello);
    return {
      manifest: inner.manifest,
      createAsyncGenerator: (request) => inner.createAsyncGenerator(without(request, "signal")),
    };
  }),
  wireless(
    "wireless-caller-changed",
    "wireless.request-untouched",
    around((stream, request) => {
      if (!Object.isFrozen(request.messages)) (request.messages as unknown[]).push(request);
      return stream;
    }),
  ),
  wireless(
    "wireless-result-of-another-call",
    "wireless.collect",
    around((stream) =>
      overlay(stream, {
        result: stream.result.then((result) => ({ ...result, text: `${result.text}!` })),
      }),
    ),
  ),
];
