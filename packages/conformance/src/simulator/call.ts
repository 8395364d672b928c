import type { Asked, WireRequest } from "../dialect.ts";
import type { SeenCall } from "../upstream.ts";

/** A {@link SeenCall} that is told how its connection fares. */
export class Call implements SeenCall {
  readonly request: WireRequest;
  readonly asked: Asked;
  readonly closed: Promise<void>;
  readonly written: Promise<void>;
  /** The client has gone, or the answer has ended. */
  readonly close: () => void;
  /** The whole answer was written. */
  readonly finish: () => void;
  bytesWritten = 0;

  constructor(request: WireRequest, asked: Asked) {
    this.request = request;
    this.asked = asked;
    ({ promise: this.closed, resolve: this.close } = Promise.withResolvers<void>());
    ({ promise: this.written, resolve: this.finish } = Promise.withResolvers<void>());
  }
}
