/** An object without the fields that are undefined: libraries take them for values. */
export function defined<T extends object>(
  fields: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

/** Stop sequences as a list. */
export function stopList(stop: string | readonly string[] | undefined): string[] | undefined {
  if (stop === undefined) return undefined;
  return typeof stop === "string" ? [stop] : [...stop];
}
