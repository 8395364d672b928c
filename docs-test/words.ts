/** The words of a command line. @throws Error for what only a shell would understand. */
export function argumentsOf(text: string): string[] {
  if (/[|&;<>$`\\]/.test(text)) throw new Error(`only plain words are run: ${text}`);
  const words = text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...words].map(([, double, single, plain]) => double ?? single ?? plain ?? "");
}
