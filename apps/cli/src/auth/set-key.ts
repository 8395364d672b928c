import { suggest, type ProviderManifest } from "@g4f/core";
import { checkKeyOwner, defined } from "@g4f/core/kit";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { placeOf } from "../session/stored-keys.ts";
import { createRegistry } from "../target/create-registry.ts";
import type { Terminal } from "../terminal.ts";
import { asUsage, openKeyStore } from "./key-store.ts";
import type { KeyOptions } from "./options.ts";
import { readKey } from "./read-key.ts";

/**
 * Asks for a key, or reads it from stdin, and keeps it for the address of its provider.
 * @throws CliError `usage` for a wrong name, flag or key, none of which is shown; `aborted` by Ctrl-C;
 * ProviderError `auth` where file or keychain cannot keep it, or it looks like that of another service.
 */
export async function setKey(
  [name = "", ...rest]: readonly string[],
  { account, baseUrl, keychain = false }: KeyOptions,
  terminal: Terminal,
): Promise<void> {
  if (rest.length > 0) {
    throw new CliError(
      "usage",
      "auth set takes a provider, --account, --base-url and --keychain; a key on the command line is in the shell's history and in every process list: leave it out, it is asked for or read from stdin, and replace it where it was a real one",
    );
  }
  const manifest = await manifestOf(name);
  const address = baseUrl ?? manifest.baseUrl;
  if (address === undefined) {
    throw new CliError("usage", `${manifest.name} has no address of its own: add --base-url <url>`);
  }
  const store = openKeyStore(terminal);
  const { origin } = await asUsage(async () => addressOf(address));
  const whose = account === undefined ? manifest.name : `${manifest.name} (${account})`;
  const key = await readKey(neutraliseLine(`key of ${whose} for ${origin}`), terminal);
  checkOwner(manifest, key, baseUrl);
  const kept = await asUsage(
    async () =>
      await store.set({
        provider: manifest.name,
        baseUrl: address,
        key,
        to: keychain ? "keychain" : "file",
        ...defined({ account }),
      }),
  );
  const line = `kept the key of ${manifest.name} for ${kept.origin}: ${placeOf(kept)}`;
  terminal.stderr.write(`g4f: ${neutraliseLine(line)}\n`);
}

function addressOf(address: string): URL {
  if (URL.canParse(address)) return new URL(address);
  throw new TypeError("--base-url is no URL; write it like https://llm.example.com/v1");
}

/** What was typed is not shown: it may be the key. */
async function manifestOf(name: string): Promise<ProviderManifest> {
  await using registry = createRegistry();
  if (!registry.has(name)) {
    const advice = suggest(
      name,
      registry.list().map((one) => one.name),
    );
    throw new CliError("usage", `no provider has this name${advice}; g4f providers lists them`);
  }
  const { manifest } = (await registry.resolve(name)).provider;
  if (manifest.auth.includes("key")) return manifest;
  const instead = manifest.auth.includes("cookies") ? ", but cookies: g4f cookies import" : "";
  throw new CliError("usage", `${manifest.name} takes no key${instead}`);
}

function checkOwner(manifest: ProviderManifest, apiKey: string, baseUrl: string | undefined): void {
  try {
    checkKeyOwner(manifest, { apiKey, ...defined({ baseUrl }) });
  } catch (error) {
    // Behind it the library speaks of its own settings.
    const [words = ""] = (error as Error).message.split(";", 1);
    throw new CliError("auth", `${words}; it was not kept`);
  }
}
