import type { ChromiumNames } from "./browsers.ts";
import { keyOf } from "./decrypt.ts";
import type { Seal } from "./found.ts";
import type { BrowserSystem } from "./system.ts";

/** The keys of one browser, by the prefix of what they open. */
export interface ChromiumKeys {
  /** Asked for only where a value needs it: the system may ask its owner first. */
  readonly keysFor: (prefix: string) => Promise<readonly Buffer[]>;
  /** Why a value with this prefix stays closed. */
  readonly sealOf: (prefix: string) => Seal;
}

/** How the system at hand keeps the keys of the browser. */
export function chromiumKeys(names: ChromiumNames, system: BrowserSystem): ChromiumKeys {
  if (system.platform === "win32") return WINDOWS;
  return system.platform === "darwin" ? macKeys(names, system) : linuxKeys(names, system);
}

/** Windows hands keys to programs by DPAPI (`v10`) or to the browser alone (`v20`): neither is asked for. */
const WINDOWS: ChromiumKeys = {
  keysFor: async () => [],
  sealOf: (prefix) => (prefix === "v20" ? "app-bound" : "dpapi"),
};

function macKeys({ account }: ChromiumNames, system: BrowserSystem): ChromiumKeys {
  let asked: Promise<readonly Buffer[]> | undefined;
  const ask = async (): Promise<readonly Buffer[]> => {
    const service = `${account} Safe Storage`;
    const args = ["find-generic-password", "-w", "-s", service, "-a", account];
    const password = lineOf(await system.run("security", args));
    return password === undefined ? [] : [keyOf(password, 1003)];
  };
  return {
    keysFor: async (prefix) => (prefix === "v10" ? await (asked ??= ask()) : []),
    sealOf: (prefix) => sealOf(prefix, "v10"),
  };
}

/** `v10` has a fixed password where there is no keyring; `v11` has one that is kept in the keyring. */
function linuxKeys({ applications }: ChromiumNames, system: BrowserSystem): ChromiumKeys {
  let asked: Promise<readonly Buffer[]> | undefined;
  const ask = async (): Promise<readonly Buffer[]> => {
    const keys: Buffer[] = [];
    for (const application of applications) {
      const args = ["lookup", "application", application];
      const password = lineOf(await system.run("secret-tool", args));
      if (password !== undefined) keys.push(keyOf(password, 1));
    }
    return keys;
  };
  return {
    keysFor: async (prefix) => {
      if (prefix === "v10") return [keyOf("peanuts", 1)];
      return prefix === "v11" ? await (asked ??= ask()) : [];
    },
    sealOf: (prefix) => sealOf(prefix, "v11"),
  };
}

function sealOf(prefix: string, kept: string): Seal {
  if (prefix === "v20") return "app-bound";
  return prefix === kept ? "keyring" : "unknown";
}

function lineOf(output: string | undefined): string | undefined {
  const line = output?.replace(/\r?\n$/, "");
  return line === "" ? undefined : line;
}
