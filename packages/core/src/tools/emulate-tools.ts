import { supportsOf } from "../capability.ts";
import type { Chunk } from "../chunk.ts";
import type { ProviderContext } from "../context.ts";
import { checkTools } from "../kit/check-request.ts";
import type { ProviderManifest } from "../manifest.ts";
import { AsyncGeneratorProvider } from "../provider.ts";
import type { CallFields, CommonRequest, ProviderRequest } from "../request.ts";
import type { ProviderStream } from "../stream.ts";
import { CallBlocks } from "./call-blocks.ts";
import { promptedMessages } from "./tool-prompt.ts";

/** A provider, structurally: routers and other copies of core fit. */
export interface ToolLess<Request> {
  readonly manifest: ProviderManifest;
  readonly createAsyncGenerator: (request: Request) => Pick<ProviderStream, "chunks">;
}

/** A provider whose models call tools, although they have no such mode. */
export interface EmulatedTools<Request> {
  readonly manifest: ProviderManifest;
  readonly createAsyncGenerator: (request: Request) => ProviderStream;
}

/**
 * The provider with tools by prompt, for models that have none: they are told of the tools in words,
 * write calls as blocks into their text, and get the results in words. The blocks come out as the tool
 * calls of any provider; nothing of them is text. A block whose arguments are no JSON is a call with
 * just these arguments and a warning; one that names no tool is a call of `malformed_tool_call`.
 */
export function emulateTools<Request extends CallFields>(
  provider: ToolLess<Request>,
): EmulatedTools<Request> {
  const manifest = withTools(provider.manifest);
  // What calls need of a provider, that one checks itself: key, cookies, whether it works at all.
  const { deprecated: _, ...rest } = manifest;
  const open: ProviderManifest = { ...rest, working: true, needsAuth: false, auth: [] };
  return {
    manifest,
    createAsyncGenerator: (request) => {
      if (typeof request !== "object" || request === null) {
        throw new TypeError("createAsyncGenerator takes one object: { messages: [ … ], … }");
      }
      const { deadlines, proxy, cookies, ...asked }: CallFields = request;
      const own = Object.entries({ deadlines, proxy, cookies }).filter(([, v]) => v !== undefined);
      const call = new PromptedCall(provider, open, Object.fromEntries(own));
      return call.createAsyncGenerator({ ...asked, deadlines: { ...deadlines, ...WITHIN } });
    },
  };
}

/** The call inside has clocks of its own, and sees progress where this one is still collecting a block. */
const WITHIN = {
  connect: Infinity,
  firstEvent: Infinity,
  idle: Infinity,
  total: Infinity,
  queue: Infinity,
};

/** Whatever can stand between quotation marks in the head of a block. */
const TOOL_NAME = /^[^\s"'<>]{1,128}$/;

class PromptedCall extends AsyncGeneratorProvider {
  readonly #provider: ToolLess<never>;
  readonly #own: Pick<CallFields, "deadlines" | "proxy" | "cookies">;

  constructor(
    provider: ToolLess<never>,
    manifest: ProviderManifest,
    own: Pick<CallFields, "deadlines" | "proxy" | "cookies">,
  ) {
    super({}, manifest);
    this.#provider = provider;
    this.#own = own;
  }

  protected override async *generate(
    { tools = [], toolChoice: choice = "auto", model, messages, ...rest }: ProviderRequest,
    { signal }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    checkTools({ tools, toolChoice: choice }, { provider: this.manifest.name, name: TOOL_NAME });
    const systemMessage = supportsOf(this.manifest, model).systemMessage !== false;
    const request: CommonRequest = {
      ...rest,
      ...this.#own,
      ...(model === "" ? {} : { model }),
      signal,
      messages: promptedMessages(messages, { tools, choice, systemMessage }),
    };
    const stream = this.#provider.createAsyncGenerator(request as never);
    if (tools.length === 0 || choice === "none") return yield* stream.chunks();
    yield* withCalls(stream.chunks());
  }
}

async function* withCalls(chunks: AsyncGenerator<Chunk>): AsyncGenerator<Chunk> {
  const blocks = new CallBlocks();
  for await (const chunk of chunks) {
    if (typeof chunk === "string") for (const part of blocks.push(chunk)) yield part;
    else if (chunk.type !== "finish") yield chunk;
    else {
      for (const part of blocks.end(chunk.reason === "length")) yield part;
      const called = blocks.any && (chunk.reason === "stop" || chunk.reason === "unknown");
      yield called ? { type: "finish", reason: "tool-calls" } : chunk;
    }
  }
}

function withTools(manifest: ProviderManifest): ProviderManifest {
  const { supports, models } = manifest;
  const known = models.known.map((model) =>
    typeof model === "string" || model.supports?.tools === undefined
      ? model
      : { ...model, supports: { ...model.supports, tools: true } },
  );
  return { ...manifest, supports: { ...supports, tools: true }, models: { ...models, known } };
}
