import { expect, test } from "vitest";

import { pick, type Layer } from "../../src/target/pick.ts";

const CANONICAL = new Map([
  ["acme", "Acme"],
  ["other", "Other"],
]);

const names = {
  canonical: (name: string) => CANONICAL.get(name.toLowerCase()),
  aliases: { fast: "acme:acme-mini", whoever: "acme", odd: "llama3:8b" },
};

type Given = readonly (string | undefined)[];
/** Provider and model of flag, environment and file. */
const rows: readonly (readonly [
  string,
  Given,
  readonly [string, string | undefined, string] | undefined,
])[] = [
  ["nothing", [], undefined],
  ["a flag", ["acme"], ["acme", undefined, "flag"]],
  ["both in one word", [undefined, "acme:m:1"], ["Acme", "m:1", "flag"]],
  ["both in one word and by name", ["ACME", "acme:m"], ["Acme", "m", "flag"]],
  ["no model behind the colon", [undefined, "acme:"], ["Acme", undefined, "flag"]],
  ["the environment", [undefined, undefined, "acme", "m"], ["acme", "m", "environment"]],
  [
    "flag before environment before file",
    ["other", undefined, "acme", undefined, "acme"],
    ["other", undefined, "flag"],
  ],
  [
    "a model named below goes to no provider named above",
    ["other", undefined, "acme", "m", undefined, "n"],
    ["other", undefined, "flag"],
  ],
  [
    "a model named above goes to a provider named below",
    [undefined, "m", undefined, undefined, "acme", "n"],
    ["acme", "m", "file"],
  ],
  [
    "a model of the environment over one of the file",
    [undefined, undefined, undefined, "m", "acme", "n"],
    ["acme", "m", "file"],
  ],
  ["an alias", [undefined, "fast"], ["Acme", "acme-mini", "flag"]],
  ["a colon that names no provider", ["acme", "llama3:8b"], ["acme", "llama3:8b", "flag"]],
  ["an alias with such a colon", ["acme", "odd"], ["acme", "llama3:8b", "flag"]],
  ["a model alone", [undefined, "m"], ["m", undefined, "flag"]],
  ["an alias of a provider alone", [undefined, "whoever"], ["acme", undefined, "flag"]],
];

test.each(rows)("%s", (_, given, wanted) => {
  const sources = ["flag", "environment", "file"] as const;
  const layers = sources.map((source, index): Layer => {
    return { source, provider: given[index * 2], model: given[index * 2 + 1] };
  });
  const picked = pick(layers, names);
  const found = picked && [picked.provider, picked.model, picked.source];
  expect(found).toEqual(wanted);
});

test("an alias is an own key of the map, and nothing else is", () => {
  const picked = pick([{ source: "flag", provider: "acme", model: "constructor" }], names);
  expect(picked).toMatchObject({ provider: "acme", model: "constructor" });
});
