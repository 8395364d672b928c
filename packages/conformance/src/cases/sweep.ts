import type { Bench, Case } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import { showOutcome } from "../show.ts";
import type { Delivery } from "../upstream.ts";
import { delivered, STOP, text } from "./answers.ts";
import {
  bytesOfEvent,
  lastOf,
  layoutOf,
  offsetsOf,
  sceneOf,
  type Place,
  type Scene,
} from "./layout.ts";

const PROVES = ["R1", "§5.1 cut sweep"];
const SAID = "one, tw\u00F6";
const SCRIPT = [text(SAID), STOP];
const FRAMES = ["close", "chunked", "length"] as const;
type Frame = NonNullable<Delivery["frame"]>;

/** How many bytes a reader must have seen before it may call the answer finished. */
function leastBytes(scene: Scene, places: readonly Place[]): number {
  const { terminator, proof = terminator === "done" ? "marker" : "finish" } =
    scene.upstream.dialect;
  const last = lastOf(places, proof);
  if (last === undefined) return places.at(-1)?.end ?? 0;
  const { bare, complete } = bytesOfEvent(scene, last);
  // An exact marker is one before its line ends.
  return proof === "marker" && terminator === "done" ? bare : complete;
}

/** Cuts the answer everywhere, one call each: no cut one counts as finished, none ends untyped. */
async function sweep(bench: Bench, frame: Frame): Promise<void> {
  const scene = await sceneOf(bench);
  const places = layoutOf(scene, SCRIPT);
  // Where other requests lead up to an answer each cut costs as much as several.
  const alone = scene.upstream.requests.length === scene.upstream.calls.length;
  const offsets = offsetsOf(places, alone ? 120 : 20, leastBytes(scene, places));
  await expectCut(bench, scene, frame, offsets);
}

/** Cuts the answer at every 37th byte over sockets. */
async function sweepSockets(bench: Bench, frame: Frame): Promise<void> {
  const scene = await sceneOf(bench, { transport: "tcp" });
  const size = layoutOf(scene, SCRIPT).at(-1)?.end ?? 0;
  const step = Math.max(37, Math.ceil(size / 40));
  const offsets = Array.from({ length: Math.ceil(size / step) }, (_, index) => index * step);
  await expectCut(bench, scene, frame, offsets);
}

async function expectCut(
  bench: Bench,
  scene: Scene,
  frame: Frame,
  offsets: readonly number[],
): Promise<void> {
  const places = layoutOf(scene, SCRIPT);
  const least = leastBytes(scene, places);
  const size = places.at(-1)?.end ?? 0;
  for (const at of offsets) {
    const how = at % 2 === 0 ? "fin" : "rst";
    scene.upstream.play(delivered(SCRIPT, { frame, end: { at, how } }));
    const outcome = await bench.read(bench.call(scene.provider));
    const where = `cut after ${at} of ${size} bytes by ${how}`;
    expectThat(SAID.startsWith(outcome.text.replace(/\uFFFD$/, "")), () => ({
      message: `${where}: text that upstream did not send`,
      received: showOutcome(outcome),
      expected: `a beginning of ${JSON.stringify(SAID)}`,
    }));
    if (outcome.error === undefined) {
      expectThat(at >= least, () => ({
        message: `${where}: reported as finished`,
        received: showOutcome(outcome),
        expected: `an error: nothing is finished before ${least} bytes`,
      }));
      expectFinished(outcome, { text: SAID });
    } else {
      const code = frame === "close" ? (["truncated", "network"] as const) : "network";
      expectError(outcome, { code });
      expectEqual(outcome.error.partial?.text, outcome.text, `${where}: the partial text`);
    }
  }
}

function inMemory(frame: Frame, rule: string, terminators?: Case["terminators"]): Case {
  return {
    id: `ending.sweep.${frame}`,
    level: "core",
    rule,
    proves: PROVES,
    ...(terminators === undefined ? {} : { terminators }),
    run: (bench) => sweep(bench, frame),
  };
}

/** Cut at any byte, an answer is never reported as finished. */
export const SWEEP: readonly Case[] = [
  inMemory(
    "close",
    "Cut at any byte of a close-delimited body, an answer is never reported as finished.",
    ["finish", "done"],
  ),
  inMemory(
    "chunked",
    "Cut at any byte of a chunked body, an answer is never reported as finished.",
  ),
  inMemory(
    "length",
    "Cut at any byte of a body of known length, an answer is never reported as finished.",
  ),
  {
    id: "ending.sweep.sockets",
    level: "core",
    rule: "Over sockets, too, no answer that was cut is reported as finished.",
    proves: PROVES,
    run: async (bench) => {
      const eof = bench.dialect.terminator === "eof";
      for (const frame of FRAMES) {
        if (!(eof && frame === "close")) await sweepSockets(bench, frame);
      }
    },
  },
  {
    id: "ending.eof.chunked",
    level: "core",
    rule: "Where only the end of the body is an end, chunked framing proves it.",
    proves: ["§2.6", "R1"],
    terminators: ["eof"],
    run: async (bench) => {
      expectFinished(await bench.ask(delivered(SCRIPT, { frame: "chunked" })), { text: SAID });
    },
  },
  {
    id: "ending.eof.length",
    level: "core",
    rule: "Where only the end of the body is an end, content-length proves it.",
    proves: ["§2.6", "R1"],
    terminators: ["eof"],
    run: async (bench) => {
      expectFinished(await bench.ask(delivered(SCRIPT, { frame: "length" })), { text: SAID });
    },
  },
  {
    id: "ending.eof.close",
    level: "core",
    rule: "Where nothing proves the end of a body, its finish reason is `unknown`, never `stop`.",
    proves: ["§2.6", "R1", "F29"],
    terminators: ["eof"],
    run: async (bench) => {
      const outcome = await bench.ask(delivered(SCRIPT, { frame: "close" }));
      expectFinished(outcome, { text: SAID, reason: "unknown" });
    },
  },
  {
    id: "ending.done.reason",
    level: "core",
    rule: "A marker that gives no reason is a finish of reason `unknown`.",
    proves: ["§2.6", "R1"],
    terminators: ["done"],
    run: async (bench) => {
      expectFinished(await bench.ask({ script: SCRIPT }), { text: SAID, reason: "unknown" });
    },
  },
];
