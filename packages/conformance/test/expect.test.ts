import { runInNewContext } from "node:vm";

import { expect, it } from "vitest";

import { expectUnchanged } from "../src/expect.ts";

it("what is unchanged may come from another realm, as under jest", () => {
  const theirs = runInNewContext('({ messages: [{ role: "user" }] })') as { messages: object[] };
  const before = structuredClone(theirs);
  expect(() => expectUnchanged(theirs, before, "the request")).not.toThrow();
  theirs.messages.push({});
  expect(() => expectUnchanged(theirs, before, "the request")).toThrow(
    "the request is not what it should be",
  );
});
