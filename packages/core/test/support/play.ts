import type { AsyncGeneratorProvider, Chunk } from "../../src/index.ts";
import { overWire, scripted, type Script, type Setup } from "./scripted-provider.ts";
import { sseServer } from "./sse-server.ts";

/** What upstream does next: says a chunk, or waits. */
export type Step = Chunk | Promise<unknown>;

/** A provider that plays a list of steps. */
export interface Played {
  readonly provider: AsyncGeneratorProvider;
  /** Settles when the call number `index` is cut: its connection closed before the end, or its signal aborted. */
  readonly cut: (index?: number) => Promise<void>;
}

/** One way to play steps to the engine. */
export interface Stage {
  readonly name: string;
  readonly play: (steps: readonly Step[], setup?: Setup, wrap?: Wrap) => Promise<Played>;
}

/** Puts something around the hook. */
export type Wrap = (script: Script) => Script;

/** What never comes. */
export const stall = (): Promise<never> => new Promise(() => {});

const plain: Wrap = (script) => script;

/** Every rule is shown on both: a hook that knows nothing of signals, and a real socket. */
export const stages: readonly Stage[] = [
  { name: "in process", play: inProcess },
  { name: "over a socket", play: overSocket },
];

/** The steps from a hook that knows nothing of signals. */
export async function inProcess(
  steps: readonly Step[],
  setup?: Setup,
  wrap = plain,
): Promise<Played> {
  const cuts: Promise<void>[] = [];
  const provider = scripted(
    wrap(async function* (_, { signal }) {
      cuts.push(new Promise((cut) => signal.addEventListener("abort", () => cut())));
      for (const step of steps) {
        if (step instanceof Promise) await step;
        else yield step;
      }
    }),
    setup,
  );
  return { provider, cut: async (index = 0) => await cuts[index] };
}

async function overSocket(steps: readonly Step[], setup?: Setup, wrap = plain): Promise<Played> {
  const server = await sseServer(async (exchange) => {
    for (const step of steps) {
      if (step instanceof Promise) await Promise.race([step, exchange.closed]);
      else exchange.send(step);
    }
    exchange.end();
  });
  const provider = scripted(wrap(overWire), { baseUrl: server.baseUrl, ...setup });
  const cut = async (index = 0): Promise<void> => {
    const how = await (await server.exchange(index)).closed;
    if (how !== "cut") throw new Error("the response was sent to its end");
  };
  return { provider, cut };
}
