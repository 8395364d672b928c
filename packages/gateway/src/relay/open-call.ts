import { isPolicy } from "@g4f/core/engine";
import type { AnswerStream } from "@g4f/core/registry";

import type { Found } from "../catalog/catalog.ts";
import type { AnswerWriter, Face, FaceRequest } from "../face.ts";
import { checkFields } from "./check-fields.ts";
import { passedCall, passesThrough, PassingWriter } from "./passthrough.ts";

/** Who asks whom for what. */
export interface CallSetup {
  readonly face: Face;
  readonly asked: FaceRequest;
  readonly found: Found;
}

/** A call that was not begun. */
export interface OpenedCall {
  readonly stream: AnswerStream;
  /** Whether client and provider speak the same API: the answer is in the raw parts. */
  readonly passes: boolean;
  /** A writer of this call's chunks for a writer of the face. */
  readonly over: (writer: AnswerWriter) => AnswerWriter;
}

/**
 * The call that a request is.
 * @throws Refusal where only a provider of the client's own API can carry what is asked, or this one does not
 * support it.
 */
export function openCall(setup: CallSetup, signal: AbortSignal): OpenedCall {
  const { face, asked, found } = setup;
  const { provider, model } = found;
  if (passesThrough(face, provider)) {
    const call = passedCall(face, asked);
    return {
      stream: provider.createAsyncGenerator({ ...call, model, signal }),
      passes: true,
      over: (writer) => new PassingWriter(writer, isPolicy(provider)),
    };
  }
  if (asked.sameWireOnly !== undefined) throw asked.sameWireOnly;
  checkFields(setup);
  return {
    stream: provider.createAsyncGenerator({ ...asked.call, model, signal }),
    passes: false,
    over: (writer) => writer,
  };
}
