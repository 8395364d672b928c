import type { lookup } from "node:dns";

import { problemsError } from "@g4f/config-file";
import { defined } from "@g4f/core/kit";
import type { ProviderRegistry } from "@g4f/core/registry";

import type { Catalog } from "../catalog/catalog.ts";
import type { Spend } from "../client.ts";
import { createGateway, type Gateway } from "../gateway.ts";
import { Accounts } from "../keys/accounts.ts";
import type { LogDestination } from "../ops/request-log.ts";
import { SpendLog } from "../spend/spend-log.ts";
import type { ListenConfig } from "./config.ts";
import { openGeneration, type Generation, type GenerationContext } from "./generation.ts";
import { loadGatewayConfig, type LoadedGatewayConfig } from "./load.ts";
import { pathIn } from "./references.ts";
import { untouched } from "./untouched.ts";

/** How a gateway is opened by a file. */
export interface OpenGatewayOptions {
  readonly file: string;
  /** Makes the registry of all providers that the file may name, anew for each time that it is read. */
  readonly known: () => ProviderRegistry;
  /** Where `env:NAME` leads. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told what an operator should know while it runs. */
  readonly warn: (words: string) => void;
  /** Looks up the names in addresses of the file's own. Default: the system's. */
  readonly lookup?: typeof lookup;
  /** What wins over the file's `listen`. */
  readonly listen?: Pick<ListenConfig, "host" | "port">;
  /** Where a line of JSON for each request goes, unless the file says `log: false`. */
  readonly log?: LogDestination;
}

/** A gateway, and the file that it goes by. Disposing it closes what it opened. */
export interface OpenedGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  /** What is served now. */
  readonly catalog: () => Catalog;
  /**
   * Reads the file again: providers, aliases, routes, keys and prices hold for requests from then on, and
   * no answer under way is touched. What needs a new start is told by `warn`.
   * @throws ConfigFileError that names file and line; the configuration from before stays in force.
   */
  readonly reload: () => Promise<void>;
}

/** No call that an old configuration began lasts longer. */
const RETIRED_MS = 15 * 60_000;

/**
 * A gateway as a file has it; nothing listens yet.
 * @throws ConfigFileError that names file and line.
 */
export async function openGateway(options: OpenGatewayOptions): Promise<OpenedGateway> {
  const loaded = await loadGatewayConfig(options.file);
  const spendLog = await openSpendLog(loaded, options.warn);
  const spentBefore = spendLog?.totals.of.bind(spendLog.totals);
  const accounts = new Accounts(defined({ spentBefore }));
  const context = { ...options, accounts };
  let generation: Generation | undefined;
  try {
    generation = await openGeneration(loaded, context);
    accounts.pricing = generation.pricing;
    const onSpend = spendOf(accounts, spendLog, options.warn);
    return new FileGateway(
      createConfigured(generation, options, onSpend),
      generation,
      context,
      spendLog,
    );
  } catch (error) {
    await generation?.[Symbol.asyncDispose]();
    await spendLog?.[Symbol.asyncDispose]();
    throw error;
  }
}

class FileGateway implements OpenedGateway {
  readonly gateway: Gateway;
  readonly #context: GenerationContext & OpenGatewayOptions;
  readonly #spendLog: SpendLog | undefined;
  /** Those that were replaced, until the calls that they began are over. */
  readonly #retired = new Map<Generation, NodeJS.Timeout>();
  readonly #began: LoadedGatewayConfig;
  #current: Generation;
  #reloading: Promise<void> = Promise.resolve();

  constructor(
    gateway: Gateway,
    generation: Generation,
    context: GenerationContext & OpenGatewayOptions,
    spendLog: SpendLog | undefined,
  ) {
    this.gateway = gateway;
    this.#began = generation.loaded;
    this.#current = generation;
    this.#context = context;
    this.#spendLog = spendLog;
  }

  readonly catalog = (): Catalog => this.#current.catalog;

  readonly reload = (): Promise<void> => {
    const reloaded = this.#reloading.then(() => this.#reload());
    // One at a time; what was wrong with one is no matter of the next.
    this.#reloading = reloaded.catch(() => undefined);
    return reloaded;
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reloading;
    await this.gateway.close();
    for (const [old, timer] of this.#retired) {
      clearTimeout(timer);
      await old[Symbol.asyncDispose]();
    }
    await this.#current[Symbol.asyncDispose]();
    await this.#spendLog?.[Symbol.asyncDispose]();
  }

  async #reload(): Promise<void> {
    const { file, accounts, warn } = this.#context;
    const next = await openGeneration(await loadGatewayConfig(file), this.#context);
    const old = this.#current;
    for (const words of untouched(this.#began, old.loaded, next.loaded)) warn(words);
    accounts.pricing = next.pricing;
    this.gateway.reconfigure(defined({ catalog: next.catalog, keys: next.keys }));
    this.#current = next;
    const close = async (): Promise<void> => {
      this.#retired.delete(old);
      try {
        await old[Symbol.asyncDispose]();
      } catch (error) {
        warn(`what the old configuration opened did not close: ${(error as Error).message}`);
      }
    };
    this.#retired.set(old, setTimeout(() => void close(), RETIRED_MS).unref());
  }
}

async function openSpendLog(
  { config, source }: LoadedGatewayConfig,
  warn: OpenGatewayOptions["warn"],
): Promise<SpendLog | undefined> {
  const { spend } = config;
  if (spend === undefined) return undefined;
  return await SpendLog.open({ ...spend, file: pathIn(source, spend.file), warn });
}

function spendOf(
  accounts: Accounts,
  spendLog: SpendLog | undefined,
  warn: OpenGatewayOptions["warn"],
): (spend: Spend) => void {
  return (spend) => {
    accounts
      .settle(spend)
      .catch((error: Error) => warn(`a call was not counted: ${error.message}`));
    spendLog?.record(spend, accounts.pricing.costOf(spend));
  };
}

function createConfigured(
  { loaded, catalog, keys }: Generation,
  { listen: given = {}, log }: OpenGatewayOptions,
  onSpend: (spend: Spend) => void,
): Gateway {
  const { config, source } = loaded;
  const { listen = {}, limits } = config;
  const wanted = config.log === false ? undefined : log;
  const options = defined({ ...listen, ...given, limits, log: wanted, keys, catalog, onSpend });
  try {
    return createGateway(options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw problemsError(source, [
      { path: ["listen", "host"], message: `cannot be used: ${error.message}` },
    ]);
  }
}
