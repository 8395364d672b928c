import { resolve } from "node:path";

import { ConfigFileError } from "@g4f/config-file";
import { defined } from "@g4f/core/kit";
import {
  createKey,
  isInForce,
  keyFileOf,
  KeyError,
  readKeys,
  revokeKey,
  type Budget,
  type KeyState,
} from "@g4f/gateway/keys";

import { CliError } from "../exit-status.ts";
import { jsonLine } from "../json-line.ts";
import { print } from "../print.ts";
import { reasonOf } from "../reason.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Terminal } from "../terminal.ts";

/** Which file a command is about. */
export interface KeysFlags {
  /** Of the gateway, which names the key file. */
  readonly config?: string;
  readonly file?: string;
}

interface Most {
  readonly most: number;
  readonly per: Budget["per"];
}

/** What `g4f keys create` was told. */
export interface CreateFlags extends KeysFlags {
  readonly name: string;
  readonly models?: readonly string[];
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly budget?: Most;
  readonly tokenBudget?: Most;
  /** Days. */
  readonly expires?: number;
}

/** What `g4f keys list` was told. */
export interface ListFlags extends KeysFlags {
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;

/** The secret alone goes to stdout, so that a script can take it. */
export async function create(flags: CreateFlags, terminal: Terminal): Promise<void> {
  const { name, models, requestsPerMinute, tokensPerMinute, expires } = flags;
  const budget = budgetOf(flags);
  const expiresAt = expires === undefined ? undefined : new Date(Date.now() + expires * DAY_MS);
  const file = await fileOf(flags);
  const key = { name, models, requestsPerMinute, tokensPerMinute, budget, expiresAt };
  const { record, secret } = await told(file, () => createKey(file, defined(key)));
  terminal.stderr.write(
    `g4f: ${record.id} is in ${neutraliseLine(file)}; the key itself is shown this once\n`,
  );
  await print(terminal.stdout, `${secret}\n`);
}

export async function list(flags: ListFlags, { stdout, stderr }: Terminal): Promise<void> {
  const file = await fileOf(flags);
  const { keys, warnings } = await told(file, () => readKeys(file));
  for (const words of warnings) stderr.write(`g4f: ${neutraliseLine(words)}\n`);
  const states = [...keys.values()];
  if (states.length === 0) stderr.write(`g4f: ${neutraliseLine(file)} has no keys\n`);
  if (flags.json === true) {
    const shown = states.map(({ key, revokedAt }) => {
      return defined({ ...key, sha256: undefined, type: undefined, revokedAt });
    });
    return await print(stdout, shown.map((key) => `${jsonLine(key)}\n`).join(""));
  }
  const now = Date.now();
  const rows = states.map((state) =>
    [state.key.id, stateOf(state, now), state.key.name, rulesOf(state)].join("  ").trimEnd(),
  );
  await print(stdout, rows.map((row) => `${neutraliseLine(row)}\n`).join(""));
}

export async function revoke(key: string, flags: KeysFlags, terminal: Terminal): Promise<void> {
  const file = await fileOf(flags);
  const { id, name } = await told(file, () => revokeKey(file, key));
  terminal.stderr.write(`g4f: ${id} (${neutraliseLine(name)}) is revoked\n`);
}

function budgetOf({ budget, tokenBudget }: CreateFlags): Budget | undefined {
  const per = budget?.per ?? tokenBudget?.per;
  if (per === undefined) return undefined;
  if (tokenBudget !== undefined && tokenBudget.per !== per) {
    throw new CliError("usage", "--budget and --token-budget must be for the same period");
  }
  return defined({ amount: budget?.most, tokens: tokenBudget?.most, per });
}

function stateOf(state: KeyState, now: number): string {
  if (state.revokedAt !== undefined) return "revoked ";
  return isInForce(state, now) ? "in force" : "expired ";
}

function rulesOf({ key }: KeyState): string {
  const { models, requestsPerMinute, tokensPerMinute, budget, expiresAt } = key;
  const rules = defined({ models, requestsPerMinute, tokensPerMinute, budget, expiresAt });
  return Object.keys(rules).length === 0 ? "" : JSON.stringify(rules);
}

/** The key file that is meant. @throws CliError `usage` where none is named, `config` for a bad file. */
async function fileOf({ file, config }: KeysFlags): Promise<string> {
  if (file !== undefined) return resolve(file);
  if (config === undefined) {
    throw new CliError("usage", "name the key file: --file <path>, or the gateway's --config");
  }
  const named = await told(config, () => keyFileOf(config));
  if (named !== undefined) return named;
  throw new CliError("config", `${config} names no key file: write keys: { file: keys.jsonl }`);
}

/** What goes wrong with a file, in the command's own words. */
async function told<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof KeyError) throw new CliError("usage", error.message);
    if (error instanceof ConfigFileError) throw new CliError("config", error.message);
    throw new CliError("io", `${file} could not be written: ${reasonOf(error)}`);
  }
}
