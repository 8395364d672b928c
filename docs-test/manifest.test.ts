import { defineManifest } from "@g4f/core";
import { expect, it } from "vitest";

import { read, rows, section } from "./tables.ts";

it("docs/write-a-provider.md has every field that a manifest always holds", () => {
  const told = rows(section(read("docs/write-a-provider.md"), "The manifest")).flatMap(
    ([names = ""]) => names.split(", "),
  );
  const manifest = defineManifest({ name: "Acme", url: "https://acme.test", working: true });
  const always = Object.keys(manifest).filter((key) => key !== "contract");
  expect(told).toEqual(expect.arrayContaining(always));
});
