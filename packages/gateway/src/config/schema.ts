import type { PriceTable, ProviderSettings } from "@g4f/core";
import * as z from "zod";

import { RULE_FIELDS } from "../keys/rules.ts";
import { LIMIT_NAMES } from "../limits.ts";
import type { FixedKey, GatewayConfig, ListenConfig, ProviderConfig } from "./config.ts";
import { isPrivateHost } from "./private-address.ts";
import { isReference } from "./references.ts";

type Shape<T> = Readonly<Record<keyof T, z.ZodType>>;

const text = z.string("must be a text").min(1, "must not be empty");
const flag = z.boolean("must be true or false");
const texts = z.array(text, "must be a list of texts");
const size = z.int("must be a whole number").positive("must be above 0");
const url = z.url({
  protocol: /^https?$/,
  error: "must be a URL that begins with http:// or https://",
});
const reference = text.refine(isReference, {
  message: "must say where the secret is, env:NAME or file:path: it never stands here itself",
});
const name = text.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, {
  message: 'must be 1 to 64 letters, digits, ".", "_" or "-"',
});

const listen = z.strictObject(
  {
    host: z.exactOptional(text),
    port: z.exactOptional(
      z
        .int("must be a whole number")
        .min(0, "must be 0 to 65535")
        .max(65_535, "must be 0 to 65535"),
    ),
    allowedHosts: z.exactOptional(texts),
    allowedOrigins: z.exactOptional(texts),
  } satisfies Shape<ListenConfig>,
  "must be a map",
);

/** What has a place of its own beside the settings, with rules of its own, or none at all in a file. */
const NOT_SETTINGS: readonly (keyof ProviderSettings)[] = [
  "apiKey",
  "baseUrl",
  "cookies",
  "cookieStore",
  "credentials",
  "headers",
  "logger",
  "proxy",
  "transport",
];

const settings = z
  .record(z.string(), z.unknown(), "must be a map")
  .superRefine((value, context) => {
    const held = NOT_SETTINGS.filter((key) => Object.hasOwn(value, key));
    if (held.length === 0) return;
    const message = `must not hold ${held.join(", ")}: what may be said of it stands beside it`;
    context.addIssue({ code: "custom", message });
  });

const provider = z
  .strictObject(
    {
      use: z.exactOptional(text),
      apiKey: z.exactOptional(reference),
      cookies: z.exactOptional(z.record(z.string(), reference, "must be a map of references")),
      headers: z.exactOptional(z.record(z.string(), text, "must be a map of texts")),
      baseUrl: z.exactOptional(url),
      allowPrivate: z.exactOptional(flag),
      proxy: z.exactOptional(text),
      settings: z.exactOptional(settings),
    } satisfies Shape<ProviderConfig>,
    "must be a map",
  )
  .superRefine(({ baseUrl, allowPrivate = false }, context) => {
    const address = baseUrl === undefined ? null : URL.parse(baseUrl);
    if (allowPrivate || address === null || !isPrivateHost(address)) return;
    context.addIssue({
      code: "custom",
      path: ["baseUrl"],
      message:
        "is an address of this machine or of a private network: allowPrivate: true permits it",
    });
  });

const fixedKey = z.strictObject(
  { name, secret: reference, ...RULE_FIELDS } satisfies Shape<FixedKey>,
  "must be a map",
);

const keys = z.strictObject(
  {
    file: z.exactOptional(text),
    fixed: z.exactOptional(z.array(fixedKey, "must be a list of keys")),
  },
  "must be a map",
);

const amount = z.number("must be a number per million tokens").nonnegative("must be 0 or more");
const price = z.strictObject(
  {
    input: amount,
    output: amount,
    cached: z.exactOptional(amount),
    reasoning: z.exactOptional(amount),
  } satisfies Shape<PriceTable[string]>,
  "must be a map",
);

const limit = z.exactOptional(z.number("must be a number").nonnegative("must be 0 or more"));

const spend = z.strictObject(
  { file: text, maxBytes: z.exactOptional(size), keep: z.exactOptional(size) },
  "must be a map",
);

const map = z.custom<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "must be a map of routes",
);

/** What the file of a gateway may hold; what else stands in it is an error. */
export const gatewayConfigSchema: z.ZodType<GatewayConfig> = z.strictObject(
  {
    listen: z.exactOptional(listen),
    providers: z
      .record(name, provider, "must be a map of providers")
      .refine((value) => Object.keys(value).length > 0, "is empty: name at least one"),
    aliases: z.exactOptional(z.record(text, text, "must be a map to provider:model")),
    // Checked by the router's own schema, which tells more.
    routes: z.exactOptional(map),
    keys: z.exactOptional(keys),
    prices: z.exactOptional(
      z.record(text.regex(/^[^:]+:./, "must be provider:model"), price, "must be a map of prices"),
    ),
    limits: z.exactOptional(
      z.strictObject(
        Object.fromEntries(LIMIT_NAMES.map((limitName) => [limitName, limit])),
        "must be a map",
      ),
    ),
    spend: z.exactOptional(spend),
    log: z.exactOptional(flag),
  } satisfies Shape<GatewayConfig>,
  "must be a map",
) as never;
