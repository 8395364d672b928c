/** The process in which a provider is judged: whatever it does to its process, the command lives on. */
import { runConformance, selectCases } from "../run-suite.ts";
import { loadTarget } from "./load-module.ts";
import type { News, Order } from "./messages.ts";

// Kept here: the provider may replace anything that is global.
const send = process.send?.bind(process);
const exit = process.exit.bind(process);

function tell(news: News): Promise<void> {
  return new Promise((resolve) => {
    if (send === undefined) resolve();
    else send(news, undefined, {}, () => resolve());
  });
}

process.once("message", (order: Order) => void judge(order));
// Whoever asked is gone.
process.once("disconnect", () => exit(1));

async function judge({ target, filter }: Order): Promise<void> {
  try {
    const { create, dialect } = await loadTarget(target);
    await tell({ type: "begun", cases: selectCases(filter).map(({ id }) => id) });
    const report = await runConformance({
      create,
      dialect,
      filter,
      onCase: (one) => void tell({ type: "case", report: one }),
    });
    await tell({ type: "done", report });
  } catch (error) {
    await tell({
      type: "unusable",
      message: error instanceof Error ? error.message : String(error),
    });
  }
  exit(0);
}
