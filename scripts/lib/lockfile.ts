/** One entry of the lockfile's list of packages. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** What follows `resolution:`, as written. */
  readonly resolution: string;
}

const section = /^packages:\n\n?(.*?)(?=^\S|$(?![\s\S]))/msu;
const entry = /^ {2}(\S.*?):\n((?: {4}.*\n|\n)*)/gmu;

/** The text without the quotes that YAML puts around some keys. */
const unquote = (text: string): string => text.replace(/^'(.*)'$/u, "$1");

/** All packages that a pnpm lockfile (version 9), given as text, pins. */
export function lockedPackages(text: string): readonly LockedPackage[] {
  const list = section.exec(text)?.[1] ?? "";
  return [...list.matchAll(entry)].map(([, key = "", body = ""]) => {
    const id = unquote(key);
    const at = id.indexOf("@", 1);
    return {
      name: at < 0 ? id : id.slice(0, at),
      version: at < 0 ? "" : id.slice(at + 1),
      resolution: /^ {4}resolution: (.*)$/mu.exec(body)?.[1] ?? "",
    };
  });
}

/** What is wrong with the packages' origins: each must come from the registry, with its hash. */
export function checkOrigins(packages: readonly LockedPackage[]): readonly string[] {
  return packages
    .filter(({ resolution }) => !/^\{integrity: sha512-[\w+/]+=*\}$/u.test(resolution))
    .map(({ name, version, resolution }) => `${name}@${version}: ${resolution || "no resolution"}`);
}
