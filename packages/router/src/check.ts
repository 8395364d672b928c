import { suggest } from "@g4f/core/engine";

/** Between what a number must lie. */
export interface Bounds {
  /** At least. */
  readonly least?: number;
  /** More than. */
  readonly above?: number;
  /** At most. */
  readonly most?: number;
  readonly whole?: true;
}

/** @throws TypeError where `value` is given and no number within `bounds`; it names `path`. */
export function checkNumber(path: string, value: unknown, bounds: Bounds): void {
  if (value === undefined || isWithin(value, bounds)) return;
  throw new TypeError(`${path} is ${show(value)}; it must be ${words(bounds)}`);
}

/** @throws TypeError for a field of `value` that is not among `known`; it names `path`, and the nearest. */
export function checkFields(path: string, value: object, known: readonly string[]): void {
  for (const field of Object.keys(value)) {
    if (!known.includes(field)) {
      const at = path === "" ? field : `${path}.${field}`;
      throw new TypeError(`${at} is unknown${suggest(field, known)}`);
    }
  }
}

/** A complete set of numbers: those given, each checked, over the defaults. */
export function numbers<T extends Readonly<Record<keyof T, number>>>(
  path: string,
  given: Partial<T> | undefined,
  defaults: T,
  bounds: Readonly<Record<keyof T, Bounds>>,
): T {
  if (given === undefined) return defaults;
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`${path} is ${show(given)}; it must be an object`);
  }
  checkFields(path, given, Object.keys(defaults));
  for (const [field, within] of Object.entries<Bounds>(bounds)) {
    checkNumber(`${path}.${field}`, Reflect.get(given, field), within);
  }
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(defined) as Partial<T>) };
}

function isWithin(value: unknown, { least, above, most, whole }: Bounds): boolean {
  return (
    typeof value === "number" &&
    !Number.isNaN(value) &&
    (least === undefined || value >= least) &&
    (above === undefined || value > above) &&
    (most === undefined || value <= most) &&
    (whole !== true || Number.isInteger(value))
  );
}

function words({ least, above, most, whole }: Bounds): string {
  const limits = [
    least === undefined ? [] : [`of at least ${least}`],
    above === undefined ? [] : [`above ${above}`],
    most === undefined ? [] : [`of at most ${most}`],
  ].flat();
  return `a ${whole === true ? "whole " : ""}number${limits.length > 0 ? " " : ""}${limits.join(" and ")}`;
}

/** A value as one short piece of a line. */
export function show(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
