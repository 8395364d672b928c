import type { CallResult } from "@g4f/core";

import { defineBroken, type Broken } from "./broken.ts";
import { around, overlay } from "./changed.ts";

const family = "read";
const DONE = { done: true, value: undefined } as const;

export const READ: readonly Broken[] = [
  defineBroken({
    name: "sends-when-called",
    family,
    killedBy: "read.lazy",
    make: around((begin, request) => {
      begin(request)
        .collect()
        .catch(() => {});
      return begin(request);
    }),
  }),
  defineBroken({
    name: "whole-answer-at-once",
    family,
    bug: {
      url: "https://github.com/QwenLM/qwen-code/pull/8818",
      what: "pieces are held back and handed on only with the finish reason",
    },
    killedBy: "read.streamed",
    make: around((begin, request) => {
      const stream = begin(request);
      let whole: Promise<CallResult> | undefined;
      return overlay(stream, {
        next: async () => {
          if (whole !== undefined) return DONE;
          whole = stream.collect();
          return { done: false, value: (await whole).text };
        },
      });
    }),
  }),
  defineBroken({
    name: "errors-only-beside-the-text",
    family,
    bug: {
      url: "https://github.com/vercel/ai/issues/17974",
      what: "the stream of text ends without a word where the call failed",
    },
    killedBy: "read.same-error",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, { next: async () => await stream.next().catch(() => DONE) });
    }),
  }),
  defineBroken({
    name: "read-again-asks-again",
    family,
    killedBy: "read.once",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, { collect: async () => await begin(request).collect() });
    }),
  }),
  defineBroken({
    name: "error-told-for-ever",
    family,
    killedBy: "read.after-error",
    make: around((begin, request) => {
      const stream = begin(request);
      let failed: Promise<never> | undefined;
      return overlay(stream, {
        next: () => {
          if (failed !== undefined) return failed;
          const step = stream.next();
          step.catch((error: unknown) => {
            failed = Promise.reject(error);
            failed.catch(() => {});
          });
          return step;
        },
      });
    }),
  }),
  defineBroken({
    name: "result-of-failure-resolves",
    family,
    killedBy: "result.rejected",
    make: around((begin, request) => {
      const stream = begin(request);
      return overlay(stream, { result: stream.result.catch(() => ({}) as CallResult) });
    }),
  }),
  defineBroken({
    name: "parts-among-the-text",
    family,
    killedBy: "read.text",
    make: around((begin, request) => {
      const stream = begin(request);
      const chunks = stream.chunks();
      return overlay(stream, { next: () => chunks.next() as ReturnType<typeof stream.next> });
    }),
  }),
];
