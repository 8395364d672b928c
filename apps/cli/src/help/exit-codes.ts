import { EXIT_STATUS } from "../exit-status.ts";

/** The table of exit statuses, as `g4f help exit-codes` prints it. */
export function exitCodes(): string {
  const rows = [
    { status: 0, code: "good", meaning: "all went well" },
    ...Object.entries(EXIT_STATUS).map(([code, row]) => ({ code, ...row })),
  ].toSorted((a, b) => a.status - b.status);
  const lines = rows.map(
    ({ status, code, meaning }) => `${String(status).padStart(6)}  ${code.padEnd(18)}  ${meaning}`,
  );
  return `status  ${"code".padEnd(18)}  meaning\n${lines.join("\n")}\n`;
}
