import type {
  CallRequest,
  Chunk,
  ProviderContext,
  ProviderRequest,
  ProviderSettings,
} from "@g4f/core";

import type { Create, StreamUnderTest } from "../../src/case.ts";
import { ChatReader } from "../reference/chat-reader.ts";
import { ReferenceProvider } from "../reference/openai-chat.ts";

/** The reference provider with another reader of answers. */
export function reads(Reader: new (errorFrom: ProviderContext["errorFrom"]) => ChatReader): Create {
  return (settings) =>
    new (class extends ReferenceProvider {
      protected override reader({ errorFrom }: ProviderContext): ChatReader {
        return new Reader(errorFrom);
      }
    })(settings);
}

/** The reference provider with each chunk of each call changed; `undefined` leaves one out. */
export function says(change: (chunk: Chunk) => Chunk | undefined): Create {
  return reads(
    class extends ChatReader {
      override *read(event: { readonly data: string }): Generator<Chunk> {
        yield* changed(super.read(event));
      }

      override *end(marked: boolean): Generator<Chunk> {
        yield* changed(super.end(marked));
      }
    },
  );

  function* changed(chunks: Iterable<Chunk>): Generator<Chunk> {
    for (const chunk of chunks) {
      const other = change(chunk);
      if (other !== undefined) yield other;
    }
  }
}

type Body = Record<string, unknown>;

/** The reference provider with another body of its requests. */
export function asks(change: (body: Body, request: ProviderRequest) => Body): Create {
  return (settings) =>
    new (class extends ReferenceProvider {
      protected override body(request: ProviderRequest): Body {
        return change(super.body(request), request);
      }
    })(settings);
}

/** A way of beginning a call. */
export type Begin = (request: CallRequest) => StreamUnderTest;

/** The reference provider seen through something that changes its calls. */
export function around(
  change: (begin: Begin, request: CallRequest, settings: ProviderSettings) => StreamUnderTest,
): Create {
  return (settings) => {
    const inner = new ReferenceProvider(settings);
    const begin: Begin = (request) => inner.createAsyncGenerator(request);
    return {
      manifest: inner.manifest,
      createAsyncGenerator: (request) => change(begin, request, settings),
    };
  };
}

/** A call with some of its own ways replaced. */
export function overlay(stream: StreamUnderTest, own: Partial<StreamUnderTest>): StreamUnderTest {
  const whole: StreamUnderTest = new Proxy(stream, {
    get: (target, key) => {
      if (key === Symbol.asyncIterator) return () => whole;
      const source = Object.hasOwn(own, key) ? own : target;
      const value: unknown = Reflect.get(source, key, source);
      return typeof value === "function" ? (value.bind(source) as unknown) : value;
    },
  });
  return whole;
}

/** Resolves never. */
export function never(): Promise<never> {
  return new Promise(() => {});
}

/** A copy that lacks one field. */
export function without<T extends object, K extends keyof T>(value: T, field: K): Omit<T, K> {
  const { [field]: _left, ...rest } = value;
  return rest;
}
