import type { ErrorCode } from "@g4f/core";

import type { Bench, Case, Outcome } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import type { Delivery, Ending } from "../upstream.ts";
import { delivered, plays, says, STOP, text } from "./answers.ts";
import { bytesOfEvent, lastOf, layoutOf, only, sceneOf } from "./layout.ts";

const PROVES = ["R1", "§6 termination"];
const PROVEN = ["finish", "done"] as const;
const SCRIPT = [text("Hello"), text(" world"), STOP];
const SAID = "Hello world";
type Frame = NonNullable<Delivery["frame"]>;

/** Reads an answer that is broken off behind its first text. */
async function cutAfterText(bench: Bench, frame: Frame, how: Ending["how"]): Promise<Outcome> {
  const scene = await sceneOf(bench);
  const at = layoutOf(scene, SCRIPT).find((place) => place.of === "text")?.end ?? 0;
  scene.upstream.play(delivered(SCRIPT, { frame, end: { at, how } }));
  return await bench.read(bench.call(scene.provider));
}

function cut(frame: Frame, how: Ending["how"], code: ErrorCode, rule: string, row: string): Case {
  return {
    id: `ending.cut.${frame}.${how}`,
    level: "core",
    rule,
    proves: [row, ...PROVES],
    ...(code === "truncated" ? { terminators: PROVEN } : {}),
    run: async (bench) => {
      const outcome = await cutAfterText(bench, frame, how);
      const error = expectError(outcome, { code, retryable: false, phase: "stream" });
      expectEqual(outcome.text, "Hello", "the text before the cut");
      expectEqual(error.partial?.text, "Hello", "the partial text of the error");
      expectThat(error.partial?.usage?.exact !== true, {
        message: "usage of a cut answer passes for counted",
        received: "exact usage",
        expected: "none, or an estimate",
      });
    },
  };
}

function cutBefore(frame: Frame, how: Ending["how"], code: ErrorCode, rule: string): Case {
  return {
    id: `ending.cut.before-content.${frame}`,
    level: "core",
    rule,
    proves: ["F26", ...PROVES],
    ...(code === "truncated" ? { terminators: PROVEN } : {}),
    run: async (bench) => {
      const outcome = await bench.ask(delivered(SCRIPT, { frame, end: { at: 0, how } }));
      expectError(outcome, { code, retryable: true });
      expectEqual(outcome.text, "", "the text before the cut");
      expectEqual(outcome.upstream.calls.length, 1, "the number of requests for an answer");
    },
  };
}

/** An end is what the wire says is one, and nothing else. */
export const ENDING: readonly Case[] = [
  {
    id: "ending.clean",
    level: "core",
    rule: "A complete answer ends with exactly one finish part, the last.",
    proves: PROVES,
    run: async (bench) => {
      const { finishReason } = expectFinished(await bench.ask(says("Hello")), { text: "Hello" });
      const known = bench.dialect.abilities.includes("finish-reasons");
      if (known) expectEqual(finishReason, "stop", "the finish reason");
    },
  },
  cut(
    "close",
    "fin",
    "truncated",
    "A close-delimited body that ends without the marker is `truncated`, though the transport saw a clean end.",
    "F29",
  ),
  {
    ...cut(
      "close",
      "rst",
      "truncated",
      "A reset of a close-delimited body before the marker is no end of an answer.",
      "F29",
    ),
    run: async (bench) => {
      const outcome = await cutAfterText(bench, "close", "rst");
      const code = ["truncated", "network"] as const;
      const error = expectError(outcome, { code, retryable: false });
      expectEqual(error.partial?.text, "Hello", "the partial text of the error");
    },
  },
  cut("chunked", "fin", "network", "A chunked body without its last chunk is broken off.", "F28"),
  cut("chunked", "rst", "network", "A reset inside a chunked body is told as such.", "F28"),
  cut(
    "chunked",
    "clean",
    "truncated",
    "A body that ends properly without the marker is cut.",
    "R1",
  ),
  cut("length", "fin", "network", "A body shorter than its content-length is broken off.", "F28"),
  cut("length", "rst", "network", "A reset inside a body of known length is told as such.", "F28"),
  cut("chunked", "garbage", "protocol", "A chunk that is none is a breach of HTTP.", "F16"),
  {
    id: "ending.cut.length.understated",
    level: "core",
    rule: "A body that its content-length cuts short is no answer, though HTTP is content.",
    proves: ["F16", "R1", "§6 termination"],
    terminators: PROVEN,
    run: async (bench) => {
      const scene = await sceneOf(bench);
      const length = layoutOf(scene, SCRIPT).find((place) => place.of === "text")?.end ?? 0;
      const headers = { "content-length": String(length) };
      scene.upstream.play(delivered(SCRIPT, { frame: "length", headers }));
      const outcome = await bench.read(bench.call(scene.provider));
      expectError(outcome, { code: "truncated", retryable: false });
      expectEqual(outcome.text, "Hello", "the text before the cut");
    },
  },
  cutBefore("close", "fin", "truncated", "Cut before any content, a call may be made again."),
  cutBefore(
    "chunked",
    "fin",
    "network",
    "Broken off before any content, a call may be made again.",
  ),
  cutBefore("length", "rst", "network", "Reset before any content, a call may be made again."),
  {
    id: "ending.cut.unfinished-event",
    level: "core",
    rule: "An event without the blank line behind it is incomplete: a finish reason in it is no end.",
    proves: ["F29", "§2.6", ...PROVES],
    terminators: ["finish"],
    framings: ["sse"],
    run: async (bench) => {
      const scene = await sceneOf(bench);
      const finish = lastOf(layoutOf(scene, SCRIPT), "finish");
      const at = finish === undefined ? 0 : bytesOfEvent(scene, finish).bare;
      scene.upstream.play(delivered(SCRIPT, { frame: "close", end: { at, how: "fin" } }));
      expectError(await bench.read(bench.call(scene.provider)), { code: "truncated" });
    },
  },
  {
    id: "ending.cut.marker",
    level: "core",
    rule: "The beginning of a marker is no marker.",
    proves: ["F34", ...PROVES],
    terminators: ["done"],
    run: async (bench) => {
      const scene = await sceneOf(bench);
      const marker = lastOf(layoutOf(scene, SCRIPT), "marker");
      const at = marker === undefined ? 0 : bytesOfEvent(scene, marker).bare - 1;
      scene.upstream.play(delivered(SCRIPT, { frame: "close", end: { at, how: "fin" } }));
      expectError(await bench.read(bench.call(scene.provider)), { code: "truncated" });
    },
  },
  {
    id: "ending.marker.without-finish",
    level: "core",
    rule: "The last word of a wire without a finish reason before it is `truncated`, never a `stop`.",
    proves: ["F35", "§2.6", ...PROVES],
    terminators: ["finish"],
    run: async (bench) => {
      const scene = await sceneOf(bench);
      const transform = only(scene, SCRIPT, (events) => events.filter((e) => e.of !== "finish"));
      scene.upstream.play(delivered(SCRIPT, { transform }));
      const outcome = await bench.read(bench.call(scene.provider));
      // Where a terminal event is the proof, it is an end; nobody said why.
      const proven = bench.dialect.proof === "marker" && outcome.error === undefined;
      if (proven) expectFinished(outcome, { text: SAID, reason: "unknown" });
      else expectError(outcome, { code: "truncated", retryable: false });
    },
  },
  {
    id: "ending.marker.missing",
    level: "core",
    rule: "Without `[DONE]` a finish reason is an end all the same; an event that the wire ends with must not be missing.",
    proves: ["F35", "§2.6", ...PROVES],
    terminators: ["finish"],
    run: async (bench) => {
      const scene = await sceneOf(bench);
      const transform = only(scene, SCRIPT, (events) => events.filter((e) => e.of !== "marker"));
      scene.upstream.play(delivered(SCRIPT, { transform }));
      const outcome = await bench.read(bench.call(scene.provider));
      if (bench.dialect.proof === "marker") expectError(outcome, { code: "truncated" });
      else expectFinished(outcome, { text: SAID });
    },
  },
  {
    id: "ending.marker.prefix",
    level: "core",
    rule: "Data that only begins with the marker, or holds it, is no marker.",
    proves: ["F34", "openai-node#2422"],
    wire: ["json"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("unused"));
      const provider = await bench.create(upstream);
      for (const data of ["[DONE]x", "[DONE] {}", "x[DONE]", "[DONE]\nx"]) {
        upstream.play(plays(text("a"), { type: "event", data }, text("b"), STOP));
        const outcome = await bench.read(bench.call(provider));
        // A wire on which odd events are remarks may go on; it must not end there.
        if (outcome.error === undefined) expectFinished(outcome, { text: "ab" });
        else expectError(outcome, { code: "protocol", retryable: false });
      }
    },
  },
  {
    id: "ending.finish.twice",
    level: "core",
    rule: "A finish that upstream tells twice is one finish.",
    proves: ["F33", ...PROVES],
    terminators: ["finish"],
    run: async (bench) => {
      expectFinished(await bench.ask(plays(text(SAID), STOP, STOP)), { text: SAID });
    },
  },
  {
    id: "ending.finish.then-content",
    level: "core",
    rule: "Text behind the finish reason is no part of the answer.",
    proves: ["F33", ...PROVES],
    terminators: ["finish"],
    run: async (bench) => {
      const outcome = await bench.ask(plays(text(SAID), STOP, text("BEHIND")));
      expectEqual(outcome.text, SAID, "the text");
      if (outcome.error === undefined) expectFinished(outcome, { text: SAID });
      else expectError(outcome, { code: "protocol" });
    },
  },
  {
    id: "ending.empty",
    level: "core",
    rule: "A finish `stop` without any content is an empty answer, which is `protocol`.",
    proves: ["F22", "lifecycle 6"],
    terminators: ["finish"],
    run: async (bench) => {
      expectError(await bench.ask(plays(STOP)), { code: "protocol" });
    },
  },
];
