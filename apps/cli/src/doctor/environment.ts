import { variablesOf, type Named } from "../target/variables.ts";
import { variable, type Terminal } from "../terminal.ts";
import type { Check } from "./check.ts";

const SETTINGS = ["G4F_PROVIDER", "G4F_MODEL", "G4F_TIMEOUT"] as const;

const PROXIES = ["G4F_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap(
  (name) => [name, name.toLowerCase()],
);

/** Which of our variables are set. Keys, cookies and proxies, which may hold a password, keep their values. */
export function environmentCheck(providers: readonly Named[], terminal: Terminal): Check {
  const shown = SETTINGS.flatMap((name) => {
    const value = variable(terminal, name);
    return value === undefined ? [] : [`${name}=${value}`];
  });
  const secret = [...PROXIES, ...providers.flatMap((one) => Object.values(variablesOf(one)))];
  const set = secret
    .filter((name) => variable(terminal, name) !== undefined)
    .map((name) => `${name} is set`);
  const all = [...shown, ...set];
  return { title: "environment", found: all.length === 0 ? "none of ours is set" : all.join(", ") };
}

/** What runs here. */
export function versionCheck(version: string, { stdout, env }: Terminal): Check {
  const screen =
    stdout.isTTY === true
      ? `a terminal of ${stdout.columns ?? 80} columns${env["NO_COLOR"] ? ", no colours" : ""}`
      : "no terminal";
  return {
    title: "versions",
    found: `g4f ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${screen}`,
  };
}
