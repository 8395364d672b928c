import { interleave, runnersOf } from "../lib/bench.ts";
import type { Column } from "../lib/results.ts";
import { recordedStreams } from "../upstream/recorded.ts";
import { workload } from "../upstream/workload.ts";
import { keyOf } from "../work/tokens.ts";
import type { Suite } from "./suite.ts";

const TOKENS = 10_000;
/** Those that read the chat-completions wire. */
const OTHER_WIRES = /Responses|Open Assistant/;

export const recorded: Suite = {
  name: "recorded",
  title: "Recorded streams",
  about:
    "CPU µs per event of streams that real hosts sent, padding and all, in a round of 10,000 events (HTTP chunks of 16 KiB).",
  run: async (bench) => {
    const streams = recordedStreams(bench.replay).map(({ name }) =>
      workload({ replay: name, tokens: TOKENS }),
    );
    if (streams.length === 0) {
      return { rows: [], views: [], notes: ["No recordings are there: pass files with --replay."] };
    }
    const readers = bench.contestants.filter(({ name }) => !OTHER_WIRES.test(name));
    const chosen = bench.quick ? readers.filter(({ kind }) => kind !== "peer") : readers;
    const runners = runnersOf(bench, chosen, () => ({
      work: "tokens",
      workloads: streams,
      repeat: 1,
    }));
    const columns: Column[] = streams.map((one) => ({
      key: keyOf(one, "cpu"),
      title: one.replay.replace(".jsonl", ""),
      digits: 2,
    }));
    const openai = columns.find(({ title }) => title === "openai-text") ?? columns[0];
    return {
      rows: await interleave(bench, bench.quick ? 1 : 2, runners),
      views: [{ title: "CPU µs per event", columns, ratio: openai?.key ?? "" }],
    };
  },
};
