import {
  defineManifest,
  modelId,
  type Capability,
  type ModelInfo,
  type ProviderManifest,
  type Supports,
} from "@g4f/core";

import type { Lane } from "./lane.ts";
import type { Policy } from "./policy.ts";

/** What a route says of itself: what its members say, taken together. */
export function manifestOf({
  name,
  lanes,
  continuation,
  cache,
}: Pick<Policy, "name" | "lanes" | "continuation" | "cache">): ProviderManifest {
  const manifests = lanes.map(({ provider }) => provider.manifest);
  const [first] = lanes;
  const defaultModel = first?.model ?? first?.provider.manifest.defaultModel;
  return defineManifest({
    name,
    label: `${name} (${[...new Set(manifests.map(({ label }) => label))].join(", ")})`,
    url: manifests[0]?.url ?? "",
    working: manifests.some(({ working }) => working),
    needsAuth: manifests.every(({ needsAuth }) => needsAuth),
    auth: [],
    ...(defaultModel === undefined ? {} : { defaultModel }),
    models: modelsOf(lanes),
    supports: supportsOfAll(manifests),
    // An answer of two halves is of no wire, and what is kept is judged by what a call says itself.
    ...(continuation || cache !== undefined ? {} : wireOfAll(manifests)),
    // The end is proven by the member that answers.
    terminator: "finish",
    options: optionsOf(manifests),
  });
}

/** Of two options of the same name the first provider's counts here; each call is checked by its own. */
function optionsOf(manifests: readonly ProviderManifest[]): ProviderManifest["options"] {
  return Object.fromEntries(
    manifests.toReversed().flatMap(({ options }) => Object.entries(options)),
  );
}

function modelsOf(lanes: readonly Lane[]): ProviderManifest["models"] {
  const known = new Map<string, string | ModelInfo>();
  const aliases: Record<string, string> = {};
  for (const { provider, model: pinned } of lanes) {
    const { models } = provider.manifest;
    for (const model of pinned === undefined ? models.known : [pinned]) {
      if (!known.has(modelId(model))) known.set(modelId(model), model);
    }
    if (pinned === undefined) Object.assign(aliases, { ...models.aliases, ...aliases });
  }
  // `provider:model` and lists are names too, so the list is never closed here; the call checks them.
  return { open: true, known: [...known.values()], aliases };
}

/** The one API that all of them speak. */
function wireOfAll(manifests: readonly ProviderManifest[]): Pick<ProviderManifest, "wire"> {
  const [wire, ...others] = new Set(manifests.map((manifest) => manifest.wire));
  return wire === undefined || others.length > 0 ? {} : { wire };
}

/** True where one of them does, false where none does. */
function supportsOfAll(manifests: readonly ProviderManifest[]): Supports {
  const all = manifests.flatMap(({ supports, models }) => [
    supports,
    ...models.known.flatMap((model) =>
      typeof model === "string" || model.supports === undefined ? [] : [model.supports],
    ),
  ]);
  const names = new Set(all.flatMap((supports) => Object.keys(supports) as Capability[]));
  return Object.fromEntries(
    [...names].map((name) => {
      const said = manifests.map(({ supports }) => supports[name]);
      if (all.some((supports) => supports[name] === true)) return [name, true];
      return [name, said.every((one) => one === false) ? false : "unknown"];
    }),
  );
}
