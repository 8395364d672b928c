import type { LockedPackage } from "./lockfile.ts";

/** Versions of a package that must not be used. */
export interface SecurityFloor {
  readonly package: string;
  /** Ranges of the form `<1.2.3` or `>=1.0.0 <1.2.3`. */
  readonly bad: readonly string[];
  readonly why: string;
  readonly advisories: readonly string[];
}

type Version = readonly [number, number, number];

function parse(text: string): Version {
  const match = /^(\d+)\.(\d+)\.(\d+)/u.exec(text);
  if (match === null) throw new TypeError(`"${text}" is no version; it should look like 1.2.3`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

function isBelow(a: Version, b: Version): boolean {
  const index = a.findIndex((part, place) => part !== b[place]);
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
}

/**
 * Whether a version lies in a range of the form `<1.2.3` or `>=1.0.0 <1.2.3`; TypeError for any
 * other. A prerelease counts as the release it precedes.
 */
export function isInRange(version: string, range: string): boolean {
  const match = /^(?:>=(\d+\.\d+\.\d+) )?<(\d+\.\d+\.\d+)$/u.exec(range);
  if (match === null) throw new TypeError(`"${range}" is no range; write <1.2.3 or >=1.0.0 <1.2.3`);
  const [, from = "0.0.0", below = ""] = match;
  return !isBelow(parse(version), parse(from)) && isBelow(parse(version), parse(below));
}

/** One line for each locked package that a floor forbids. */
export function findBelowFloor(
  floors: readonly SecurityFloor[],
  packages: readonly LockedPackage[],
): readonly string[] {
  return packages.flatMap(({ name, version }) =>
    floors
      .filter((floor) => floor.package === name && floor.bad.some((bad) => isInRange(version, bad)))
      .map(({ why, advisories }) => `${name}@${version}: ${why} (${advisories[0]})`),
  );
}
