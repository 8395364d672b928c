import { z } from "zod";

import { promptName } from "../target/prompt.ts";
import type { Config, ProviderConfig } from "./config.ts";
import { unknownVariables } from "./template.ts";

const text = z.string("must be a text").min(1, "must not be empty");
const url = z.url({
  protocol: /^https?$/,
  error: "must be a URL that begins with http:// or https://",
});
const proxy = z.url({
  protocol: /^(?:https?|socks5h?)$/,
  error: "must be a URL that begins with http://, https://, socks5:// or socks5h://",
});
const texts = z.record(z.string(), z.string("must be a text"), "must be a map of texts");
const anything = z.record(z.string(), z.unknown(), "must be a map");

const template = text.superRefine((value, context) => {
  const [unknown] = unknownVariables(value);
  if (unknown === undefined) return;
  context.addIssue({
    code: "custom",
    message: `has the unknown template variable {{${unknown}}}; there is {{input}}`,
  });
});

type Routes = NonNullable<Config["routes"]>;

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const SECRET_OR_ADDRESS = ["apiKey", "cookies", "headers", "baseUrl", "proxy"] as const;

const providerFields = {
  apiKey: z.exactOptional(text),
  cookies: z.exactOptional(texts),
  headers: z.exactOptional(texts),
  baseUrl: z.exactOptional(url),
  proxy: z.exactOptional(proxy),
  model: z.exactOptional(text),
  options: z.exactOptional(anything),
  settings: z.exactOptional(
    anything.refine((value) => SECRET_OR_ADDRESS.every((key) => !Object.hasOwn(value, key)), {
      message: `must not hold ${SECRET_OR_ADDRESS.join(", ")}: they stand beside it`,
    }),
  ),
} satisfies Readonly<Record<keyof ProviderConfig, z.ZodType>>;

const providers = z.record(
  z.string(),
  z.strictObject(providerFields, "must be a map"),
  "must be a map of providers",
);

const fields = {
  provider: z.exactOptional(text),
  model: z.exactOptional(text),
  system: z.exactOptional(text),
  proxy: z.exactOptional(proxy),
  timeout: z.exactOptional(z.number("must be a number of seconds").positive("must be above 0")),
  providers: z.exactOptional(providers),
  aliases: z.exactOptional(z.record(z.string(), text, "must be a map to provider:model")),
  prompts: z.exactOptional(z.record(z.string(), template, "must be a map of texts")),
  // Checked by the router's own schema, which only a file with routes pays for.
  routes: z.exactOptional(z.custom<Routes>(isMap, "must be a map of routes")),
} satisfies Readonly<Record<keyof Config, z.ZodType>>;

/** What a configuration file may hold; what else stands in it is an error. */
export const configSchema: z.ZodType<Config> = z
  .strictObject(fields, "must be a map")
  .superRefine(({ system, prompts = {} }, context) => {
    const name = promptName(system);
    if (name === undefined || Object.hasOwn(prompts, name)) return;
    context.addIssue({
      code: "custom",
      path: ["system"],
      message: `names the prompt ${JSON.stringify(name)}, which is not among prompts`,
    });
  });
