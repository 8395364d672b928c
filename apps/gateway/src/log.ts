/** Levels as the lines of the requests have them. */
const LEVELS = { info: 30, warn: 40, error: 50 };

/** Writes one line of JSON beside those of the requests. */
export function toLog(level: keyof typeof LEVELS, message: string): void {
  const line = { level: LEVELS[level], time: new Date().toISOString(), msg: message };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
