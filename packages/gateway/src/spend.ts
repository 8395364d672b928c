/** The spend log of a gateway, for programs that keep one of their own, or add one up. */
export { readTotals, type TotalsRead } from "./spend/read-totals.ts";
export { SpendLog, type SpendLogOptions } from "./spend/spend-log.ts";
export type { Spent, Totals, TotalsLine } from "./spend/totals.ts";
