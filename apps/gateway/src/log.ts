/** Writes one line of JSON beside those of the requests. */
export function toLog(level: "info" | "warn" | "error", message: string): void {
  const line = { level, time: new Date().toISOString(), msg: message };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
