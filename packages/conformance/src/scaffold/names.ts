/** The names of a new provider, in their forms. */
export interface ScaffoldNames {
  /** As registries know it. */
  readonly provider: string;
  readonly className: string;
  readonly packageName: string;
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST = 40;

/**
 * The forms of a name.
 * @throws TypeError for a name that cannot be a package and a class as well.
 */
export function scaffoldNames(name: string): ScaffoldNames {
  if (name.length > LONGEST || !NAME.test(name)) {
    throw new TypeError(
      `not a name for a provider: ${JSON.stringify(name)}; write lower-case letters and digits, words joined by "-", such as acme-cloud`,
    );
  }
  const words = name.split("-");
  const className = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  return { provider: name, className, packageName: `g4f-provider-${name}` };
}
