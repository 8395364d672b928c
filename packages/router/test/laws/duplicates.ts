import { ProviderError } from "@g4f/core";

import { route } from "../../src/index.ts";
import { member, messages, Upstream, type Script } from "../support/upstream.ts";
import { dice, type Law } from "./law.ts";

const STREAMS = 10_000;
const AT_ONCE = 100;
const WORDS = 6;
const ENDINGS = ["cut", "reset", "stall", "malformed", "error", "end"] as const;

/** R5: whatever goes wrong wherever, the reader sees one answer of one request, from its begin. */
export const duplicates: Law = {
  name: "no token comes twice, none of two answers (R5)",
  bound: `0 of ${STREAMS} faulted streams; 0 requests after content`,
  run: async () => {
    const random = dice(5);
    const tally = { duplicated: 0, late: 0, whole: 0, partial: 0, none: 0 };
    const one = async (): Promise<void> => {
      const requests: { readonly tag: number; readonly at: number }[] = [];
      const upstream = new Upstream(() => faulty(random, requests));
      const use = ["A", "B", "C"].map((name) => member(name, upstream));
      const router = route({ use, breaker: false, budget: false });
      const { text, whole, committedWith } = await read(router, requests);
      const words = text.split(" ").slice(0, -1);
      const tag = words[0]?.split(":")[0];
      const right = words.every((word, index) => word === `${tag}:${index}`);
      if (!right || (whole && words.length !== WORDS)) tally.duplicated++;
      if (text !== "" && requests.length > committedWith) tally.late++;
      tally[whole ? "whole" : text === "" ? "none" : "partial"]++;
    };
    for (let done = 0; done < STREAMS; done += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, one));
    }
    const { duplicated, late, whole, partial, none } = tally;
    return {
      seen: `${duplicated} duplicated, ${late} late (${whole} whole, ${partial} cut, ${none} without content)`,
      holds: duplicated === 0 && late === 0 && whole > 100 && partial > 100 && none > 100,
    };
  },
};

function faulty(random: () => number, requests: { tag: number; at: number }[]): Script {
  const tag = requests.length;
  requests.push({ tag, at: performance.now() });
  if (random() < 0.2) return { status: random() < 0.5 ? 429 : 500, body: "{}" };
  const ending = ENDINGS[Math.floor(random() * ENDINGS.length)] ?? "end";
  const length = ending === "end" ? WORDS : Math.floor(random() * WORDS);
  const words = Array.from({ length }, (_, index) => `${tag}:${index} `);
  return { events: words, ending, pace: random() < 0.1 ? 1 : 0 };
}

async function read(
  router: ReturnType<typeof route>,
  requests: readonly unknown[],
): Promise<{ readonly text: string; readonly whole: boolean; readonly committedWith: number }> {
  let text = "";
  let committedWith = 0;
  const deadlines = { firstEvent: 400, idle: 400 };
  try {
    for await (const piece of router.createAsyncGenerator({ messages, deadlines })) {
      if (text === "") committedWith = requests.length;
      text += piece;
    }
    return { text, whole: true, committedWith };
  } catch (error) {
    if (!ProviderError.is(error)) throw error;
    return { text, whole: false, committedWith };
  }
}
