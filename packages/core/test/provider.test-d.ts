import { describe, expectTypeOf, it } from "vitest";

import {
  AsyncGeneratorProvider,
  defineManifest,
  type AsyncResult,
  type CallRequest,
  type CallResult,
  type Chunk,
  type Message,
  type Messages,
  type Part,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
  type ProviderStream,
} from "../src/index.ts";
import type { AnswerStream, Provider, ProviderClass, ProviderRegistry } from "../src/registry.ts";

interface AcmeOptions {
  readonly hat: "red" | "blue";
  readonly size?: number;
}

class Acme extends AsyncGeneratorProvider<AcmeOptions> {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "Acme",
    url: "https://acme.test",
    working: true,
  });

  protected override async *generate(
    request: ProviderRequest<AcmeOptions>,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    expectTypeOf(request.hat).toEqualTypeOf<"red" | "blue">();
    expectTypeOf(request.model).toEqualTypeOf<string>();
    expectTypeOf(request.messages).toEqualTypeOf<Messages>();
    expectTypeOf(request).not.toHaveProperty("signal");
    expectTypeOf(request).not.toHaveProperty("proxy");
    expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>();
    yield { type: "finish", reason: "stop" };
  }
}

class Plain extends AsyncGeneratorProvider {
  protected override async *generate(): AsyncGenerator<Chunk> {
    yield "plain";
  }
}

const messages: Messages = [{ role: "user", content: "hello" }];

describe("the options of a provider", () => {
  it("are typed on the instance by its one type parameter", () => {
    const acme = new Acme();
    expectTypeOf<Parameters<Acme["createAsyncGenerator"]>>().toEqualTypeOf<
      [request: CallRequest<AcmeOptions>]
    >();
    acme.createAsyncGenerator({ messages, hat: "red", size: 3, model: "acme-1", temperature: 0 });
    // @ts-expect-error: hat is required
    acme.createAsyncGenerator({ messages });
    // @ts-expect-error: no such hat
    acme.createAsyncGenerator({ messages, hat: "green" });
    // @ts-expect-error: no such option
    acme.createAsyncGenerator({ messages, hat: "red", shoes: 2 });
    // @ts-expect-error: messages are required
    acme.createAsyncGenerator({ hat: "red" });
  });

  it("are typed on the class as well", () => {
    const stream = Acme.createAsyncGenerator({ messages, hat: "blue" });
    expectTypeOf(stream).toEqualTypeOf<ProviderStream>();
    // @ts-expect-error: hat is required
    Acme.createAsyncGenerator({ messages });
    // @ts-expect-error: no such option
    Acme.createAsyncGenerator({ messages, hat: "blue", shoes: 2 });
    // @ts-expect-error: of the wrong type
    Acme.createAsyncGenerator({ messages, hat: "blue", size: "3" });
  });

  it("are none where none are declared", () => {
    expectTypeOf(new Plain().createAsyncGenerator({ messages })).toEqualTypeOf<ProviderStream>();
    // @ts-expect-error: no such option
    new Plain().createAsyncGenerator({ messages, hat: "red" });
    // @ts-expect-error: no such option
    Plain.createAsyncGenerator({ messages, hat: "red" });
  });

  it("do not hide what is wrong with the common ones", () => {
    expectTypeOf<CallRequest>().not.toBeAny();
    // @ts-expect-error: one object, not an array
    new Plain().createAsyncGenerator(messages);
    // @ts-expect-error: no such role
    new Plain().createAsyncGenerator({ messages: [{ role: "wizard", content: "x" }] });
    // @ts-expect-error: a number
    new Plain().createAsyncGenerator({ messages, temperature: "hot" });
  });

  it("belong to a class that nobody but a subclass can make", () => {
    // @ts-expect-error: abstract
    expectTypeOf(() => new AsyncGeneratorProvider()).toBeFunction();
    // @ts-expect-error: the hook is not for callers
    expectTypeOf(new Plain().generate()).toBeObject();
  });
});

describe("a stream", () => {
  it("is a generator of text, and everything else on request", () => {
    const stream = new Acme().createAsyncGenerator({ messages, hat: "red" });
    expectTypeOf(stream).toEqualTypeOf<ProviderStream>();
    expectTypeOf(stream).toExtend<AsyncResult>();
    expectTypeOf(stream).toExtend<AsyncIterable<string>>();
    expectTypeOf(stream.next()).resolves.toEqualTypeOf<IteratorResult<string, undefined>>();
    expectTypeOf(stream.chunks()).toEqualTypeOf<AsyncGenerator<Chunk, undefined, undefined>>();
    expectTypeOf(stream.collect()).resolves.toEqualTypeOf<CallResult>();
    expectTypeOf(stream.result).resolves.toEqualTypeOf<CallResult>();
    expectTypeOf(stream.closed).resolves.toEqualTypeOf<void>();
    expectTypeOf(stream.toReadableStream()).toEqualTypeOf<ReadableStream<string>>();
  });

  it("has a result whose message continues the history", () => {
    expectTypeOf<CallResult["message"]>().toExtend<Message>();
    expectTypeOf<[...Messages, CallResult["message"]]>().toExtend<Messages>();
  });

  it("yields text as strings and parts told apart by type", () => {
    expectTypeOf<Chunk>().toEqualTypeOf<string | Part>();
    expectTypeOf<Extract<Part, { type: "finish" }>["reason"]>().toEqualTypeOf<
      "stop" | "length" | "tool-calls" | "content-filter" | "unknown"
    >();
  });
});

describe("the names of the lineage", () => {
  it("stand for the same things", () => {
    expectTypeOf<AsyncResult>().toEqualTypeOf<AsyncGenerator<string, undefined, undefined>>();
    expectTypeOf<Messages>().toEqualTypeOf<readonly Message[]>();
    expectTypeOf<Message["role"]>().toEqualTypeOf<
      "system" | "developer" | "user" | "assistant" | "tool"
    >();
    expectTypeOf(messages).toExtend<readonly Message[]>();
  });
});

describe("a registry", () => {
  it("takes providers by their form, required options or not", () => {
    expectTypeOf<Acme>().toExtend<Provider>();
    expectTypeOf<Acme>().toExtend<Provider<AcmeOptions>>();
    expectTypeOf<typeof Acme>().toExtend<ProviderClass>();
    expectTypeOf<typeof Plain>().toExtend<ProviderClass>();
    expectTypeOf<typeof AsyncGeneratorProvider>().not.toExtend<ProviderClass>();
    expectTypeOf<ProviderStream>().toExtend<AnswerStream>();
  });

  it("gives what takes the common options, and its own where the caller knows them", () => {
    const use = async (registry: ProviderRegistry): Promise<void> => {
      const { provider, model } = await registry.resolve("acme:acme-1");
      expectTypeOf(model).toEqualTypeOf<string | undefined>();
      provider.createAsyncGenerator({ model, messages });
      // @ts-expect-error: not known to be an option
      provider.createAsyncGenerator({ model, messages, hat: "red" });
      const known = await registry.resolve<AcmeOptions>("acme");
      known.provider.createAsyncGenerator({ messages, hat: "red" });
      // @ts-expect-error: a class is no factory
      registry.register("acme", Acme);
      registry.register("acme", () => new Acme()).register(Acme, { aliases: ["a"] });
      registry.register({ manifest: Acme.manifest, load: async () => ({ Acme, other: 1 }) });
      // @ts-expect-error: a key is for one provider
      await registry.resolve("acme", { apikey: "k" });
    };
    expectTypeOf(use).returns.resolves.toBeVoid();
  });
});

it("an own option replaces a sampling field of the same name", () => {
  interface Nullable {
    readonly temperature?: number | null;
  }
  expectTypeOf<CallRequest<Nullable>["temperature"]>().toEqualTypeOf<number | null | undefined>();
  expectTypeOf<CallRequest<Nullable>["topP"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<ProviderRequest<Nullable>["temperature"]>().toEqualTypeOf<
    number | null | undefined
  >();
});
