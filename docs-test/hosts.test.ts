import { HOSTS } from "@g4f/provider-openai";
import { expect, it } from "vitest";

import { read, rows, section } from "./tables.ts";

it("the README of provider-openai lists every host, as its row says", () => {
  const told = rows(section(read("packages/provider-openai/README.md"), "Any host"));
  const wanted = HOSTS.map(({ name, baseUrl, keyVariable, verified = false }) => [
    name,
    baseUrl ?? "your own",
    keyVariable ?? "none",
    verified ? "yes" : "no",
  ]);
  expect(told.map((cells) => cells.map((cell) => cell.replaceAll("`", "")))).toEqual(wanted);
});
