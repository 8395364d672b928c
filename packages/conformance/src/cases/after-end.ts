import type { Case } from "../case.ts";
import { expectFinished } from "../expect.ts";
import type { Delivery } from "../upstream.ts";
import { delivered, STOP, text } from "./answers.ts";
import { only, sceneOf } from "./layout.ts";

const PROVES = ["R1", "§6 termination"];
const PROVEN = ["finish", "done"] as const;
const SCRIPT = [text("Hello"), text(" world"), STOP];
const SAID = "Hello world";
/** Long beside what an end takes, short beside the wait for a socket that stays open. */
const PROMPTLY = 1_500;

/** Whatever follows the end, the answer stands as it was. */
function after(id: string, rule: string, delivery: Delivery, more: Partial<Case> = {}): Case {
  return {
    id: `ending.after.${id}`,
    level: "core",
    rule,
    proves: ["F33", ...PROVES],
    terminators: PROVEN,
    ...more,
    run: async (bench) => {
      const asked = bench.ask(delivered(SCRIPT, delivery));
      const outcome = await bench.within(PROMPTLY, "the end at the marker", asked);
      expectFinished(outcome, { text: SAID });
    },
  };
}

/** What comes behind an end is of no account. */
export const AFTER_END: readonly Case[] = [
  after("hang", "An answer ends at its marker, not at the end of the connection.", {
    end: { how: "hang" },
  }),
  after("reset", "A reset behind the marker changes nothing.", { end: { how: "rst" } }),
  after("close", "A connection closed behind the marker changes nothing.", {
    frame: "close",
    end: { how: "fin" },
  }),
  after("garbage", "Garbage behind the marker changes nothing.", { end: { how: "garbage" } }),
  {
    id: "ending.after.content",
    level: "core",
    rule: "Events behind the end of the wire are not read.",
    proves: ["F33", ...PROVES],
    terminators: PROVEN,
    run: async (bench) => {
      const scene = await sceneOf(bench);
      const transform = only(scene, SCRIPT, (events) => [
        ...events,
        ...events.filter((event) => event.of === "text"),
      ]);
      scene.upstream.play(delivered(SCRIPT, { transform }));
      expectFinished(await bench.read(bench.call(scene.provider)), { text: SAID });
    },
  },
  {
    id: "ending.after.let-go",
    level: "core",
    rule: "A connection that stays open behind the end is let go of within a second.",
    proves: ["F33", "R23"],
    terminators: PROVEN,
    run: async (bench) => {
      const upstream = await bench.upstream(delivered(SCRIPT, { end: { how: "hang" } }));
      const stream = bench.call(await bench.create(upstream));
      expectFinished(await bench.within(PROMPTLY, "the end at the marker", bench.read(stream)));
      const call = await upstream.called();
      await bench.within(5_000, "upstream sees the connection closed", call.closed);
      await bench.within(5_000, "`.closed`", stream.closed);
    },
  },
];
