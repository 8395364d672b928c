import * as node from "node:test";

import { AsyncGeneratorProvider } from "@g4f/core";
import * as vitest from "vitest";
import { expectTypeOf, test } from "vitest";

import type { Create, StreamUnderTest } from "../src/case.ts";
import type { ConformanceOptions } from "../src/conformance.ts";

/** The part of jest's globals that matters here: https://jestjs.io/docs/api */
declare const jest: {
  readonly describe: (name: number | string, body: () => void) => void;
  readonly it: (
    name: string,
    body?: ((done: (failure?: string) => void) => void) | (() => Promise<unknown>),
    timeout?: number,
  ) => void;
};

test("the runners fit", () => {
  expectTypeOf(node.describe).toExtend<ConformanceOptions["describe"]>();
  expectTypeOf(node.it).toExtend<ConformanceOptions["it"]>();
  expectTypeOf(vitest.describe).toExtend<ConformanceOptions["describe"]>();
  expectTypeOf(vitest.it).toExtend<ConformanceOptions["it"]>();
  expectTypeOf(jest.describe).toExtend<ConformanceOptions["describe"]>();
  expectTypeOf(jest.it).toExtend<ConformanceOptions["it"]>();
});

test("providers of any options fit", () => {
  type Acme = AsyncGeneratorProvider<{ readonly style: "plain" | "rich" }>;
  expectTypeOf<() => Acme>().toExtend<Create>();
  expectTypeOf<ReturnType<Acme["createAsyncGenerator"]>>().toExtend<StreamUnderTest>();
});
