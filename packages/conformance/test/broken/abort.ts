import { ProviderError, sharedTransport, type Transport } from "@g4f/core";

import { ReferenceProvider } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { around, never, overlay, without } from "./changed.ts";

const family = "abort";

export const ABORT: readonly Broken[] = [
  defineBroken({
    name: "signal-dropped",
    family,
    bug: {
      url: "https://github.com/openai/openai-node/issues/134",
      what: "an abort signal neither raises nor stops the completion",
    },
    killedBy: "abort.waiting-for-headers",
    make: around((begin, request) => begin(without(request, "signal"))),
  }),
  defineBroken({
    name: "signal-heard-until-first-text",
    family,
    bug: {
      url: "https://github.com/earendil-works/pi/issues/8586",
      what: "the stream loops do not look at the signal once the body is open",
    },
    killedBy: "abort.between-events",
    make: around((begin, { signal, ...request }) => {
      const controller = new AbortController();
      const forward = (): void => controller.abort();
      signal?.addEventListener("abort", forward);
      const stream = begin({ ...request, signal: controller.signal });
      return overlay(stream, {
        next: async () => {
          const step = await stream.next();
          signal?.removeEventListener("abort", forward);
          return step;
        },
      });
    }),
  }),
  defineBroken({
    name: "aborted-before-hangs",
    family,
    bug: {
      url: "https://github.com/vercel/ai/issues/6814",
      what: "a call with a signal that is aborted already hangs for ever",
    },
    killedBy: "abort.before-call",
    make: around((begin, request) => {
      const stream = begin(request);
      if (request.signal?.aborted !== true) return stream;
      return overlay(stream, { chunks: () => overlay(stream, { next: never }) });
    }),
  }),
  defineBroken({
    name: "sends-in-spite-of-aborted",
    family,
    killedBy: "abort.before-first-pull",
    make: around((begin, request) => {
      const stream = begin(request);
      const chunks = (): ReturnType<typeof stream.chunks> => {
        const reader = stream.chunks();
        let warm: Promise<unknown> | undefined;
        return Object.assign(reader, {
          next: async () => {
            warm ??= begin({ messages: request.messages }).collect();
            await warm;
            return await Object.getPrototypeOf(reader).next.call(reader);
          },
        });
      };
      return overlay(stream, { chunks });
    }),
  }),
  defineBroken({
    name: "abort-taken-for-the-end",
    family,
    killedBy: "abort.between-reads",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, {
        next: async () => {
          try {
            return await stream.next();
          } catch (error) {
            if (request.signal?.aborted === true) return { done: true, value: undefined };
            throw error;
          }
        },
      });
    }),
  }),
  defineBroken({
    name: "aborted-offered-for-retry",
    family,
    killedBy: "abort.not-retryable",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, {
        next: async () => {
          try {
            return await stream.next();
          } catch (error) {
            if (!ProviderError.is(error)) throw error;
            throw new ProviderError(error.code, error.message, { retryable: true });
          }
        },
      });
    }),
  }),
  defineBroken({
    name: "reason-taken-for-the-code",
    family,
    killedBy: "abort.any-reason",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, {
        next: async () => {
          try {
            return await stream.next();
          } catch (error) {
            const reason: unknown = request.signal?.reason;
            if (!(reason instanceof DOMException) || reason.name !== "TimeoutError") throw error;
            throw new ProviderError("timeout", "the call took too long");
          }
        },
      });
    }),
  }),
  defineBroken({
    name: "partial-lost",
    family,
    killedBy: "abort.partial",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, {
        next: async () => {
          try {
            return await stream.next();
          } catch (error) {
            if (!ProviderError.is(error)) throw error;
            throw new ProviderError(error.code, error.message, { phase: error.phase });
          }
        },
      });
    }),
  }),
  defineBroken({
    name: "listener-left-on-signal",
    family,
    bug: {
      url: "https://github.com/langfuse/langfuse-js/issues/858",
      what: "each request leaves a listener on the caller's signal",
    },
    killedBy: "abort.listeners",
    make: around((begin, { signal, ...request }) => {
      const controller = new AbortController();
      signal?.addEventListener("abort", () => controller.abort(signal.reason));
      return begin({ ...request, signal: controller.signal });
    }),
  }),
  defineBroken({
    name: "result-pending-after-abort",
    family,
    bug: {
      url: "https://github.com/vercel/ai/issues/15430",
      what: "result promises never settle when a call is aborted in mid-stream",
    },
    killedBy: "abort.result",
    make: around((begin, request) => {
      const stream = begin(request);
      const result = stream.result.catch((error: unknown) => {
        if (request.signal?.aborted === true) return never();
        throw error;
      });
      result.catch(() => {});
      return overlay(stream, { result });
    }),
  }),
  defineBroken({
    name: "asks-again-after-abort",
    family,
    killedBy: "abort.nothing-follows",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, {
        next: async () => {
          try {
            return await stream.next();
          } catch (error) {
            const again = begin({ messages: request.messages, deadlines: { total: 1_000 } });
            again.collect().catch(() => {});
            throw error;
          }
        },
      });
    }),
  }),
  defineBroken({
    name: "signal-heard-once-connected",
    family,
    killedBy: "abort.tls-handshake",
    make: (settings) => {
      const transport = settings.transport ?? sharedTransport();
      const deaf: Transport = {
        close: transport.close,
        request: async (request) => {
          const connected = new AbortController();
          const { signal } = request;
          const hear = (): void => connected.abort(signal.reason);
          const response = await transport.request({ ...request, signal: connected.signal });
          signal.addEventListener("abort", hear);
          return response;
        },
      };
      return new ReferenceProvider({ ...settings, transport: deaf, deadlines: { connect: 3_000 } });
    },
  }),
  defineBroken({
    name: "one-abort-for-all",
    family,
    killedBy: "abort.one-of-two",
    make: (settings) => {
      const shared = new AbortController();
      const make = around((begin, { signal, ...request }) => {
        signal?.addEventListener("abort", () => shared.abort());
        return begin({ ...request, signal: shared.signal });
      });
      return make(settings);
    },
  }),
];
