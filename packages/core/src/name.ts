const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/;

/** Whether `name` may name a provider or a file: no path, no device, no look-alike. */
export function isSafeName(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    /^[\x20-\x7e]*$/.test(name) &&
    NAME.test(lower) &&
    !lower.includes("..") &&
    !lower.endsWith(".") &&
    !DEVICE.test(lower)
  );
}

/** @throws TypeError where {@link isSafeName} says no. */
export function checkName(name: string): void {
  if (typeof name !== "string" || !isSafeName(name)) {
    throw new TypeError(
      `not a provider name: ${JSON.stringify(name)}; a name has 1 to 64 letters, digits, ".", "_" or "-", and starts with a letter or digit`,
    );
  }
}
