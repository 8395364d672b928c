import { describe, expect, test } from "vitest";

import { answersIn, MISSING, played, RECORDED } from "../support/recorded.ts";
import { replayed, sameWire, WIRES } from "../support/wires.ts";

/** The data of the events of a stream, in order. */
function dataOf(text: string): string[] {
  const frames = text.split("\n\n");
  expect(frames.pop()).toBe("");
  return frames.map((frame) => {
    const { name, data } = /^(?:event: (?<name>.*)\n)?data: (?<data>.*)$/.exec(frame)?.groups ?? {};
    if (name !== undefined) expect(Reflect.get(Object(JSON.parse(data ?? "")), "type")).toBe(name);
    return data ?? frame;
  });
}

/** A sign of life is told to whom it keeps waiting; the gateway has its own. */
const isPing = (event: string): boolean => /^\{"type": ?"ping"\}$/.test(event);
const isError = (event: string): boolean => /^\{"type":"(?:error|response\.failed)"/.test(event);

/** Usage is upstream's own event there, for who asks for it. */
const ASKED = {
  "anthropic-messages": { stream: true },
  "openai-responses": { stream: true },
  "openai-chat": { stream: true, stream_options: { include_usage: true } },
};

describe.each(RECORDED)("recorded %s (../shared/recordings)", { skip: MISSING }, (name) => {
  const answers = answersIn(name);
  const good = answers.filter(({ answer }) => !answer.some(isError));
  const bad = answers.filter(({ answer }) => answer.some(isError));

  test.each(good)("$name comes down byte by byte as it was sent", async ({ answer: events }) => {
    await using at = await sameWire(WIRES[name], played(name, events));
    const response = await at.ask(ASKED[name]);
    const wanted = events.filter((event) => !isPing(event));
    if (name === "openai-chat") wanted.push("[DONE]");
    expect(dataOf(await response.text())).toEqual(wanted);
  });

  test.each(good)("$name, cut, ends in an error without an end", async ({ answer: events }) => {
    const told = events.filter((event) => !isPing(event));
    const places = placesIn(events.length);
    await using at = await sameWire(WIRES[name], []);
    for (const whole of places) {
      at.upstream.play({ script: replayed(events.slice(0, whole)) });
      const response = await at.ask(ASKED[name]);
      const text = await response.text();
      if (response.status !== 200) {
        expect([502, 503]).toContain(response.status);
        expect(JSON.parse(text)).toHaveProperty("error");
        continue;
      }
      const came = dataOf(text);
      if (name === "openai-chat" && came.at(-1) === "[DONE]") {
        // The finish reason had come: that is the end, whatever is cut off behind it.
        expect(events.slice(0, whole).join("")).toMatch(/"finish_reason": ?"/);
        continue;
      }
      const failed = came.findIndex((event) => !told.includes(event));
      expect(told.slice(0, failed)).toEqual(came.slice(0, failed));
      expect(came.slice(failed).join("")).toContain("error");
      expect(came).not.toContain(told.at(-1));
      expect(came).not.toContain("[DONE]");
    }
  });

  test.each(bad)("$name tells of its error once", async ({ answer: events }) => {
    await using at = await sameWire(WIRES[name], replayed(events));
    const response = await at.ask(ASKED[name]);
    const text = await response.text();
    expect(response.status === 200 ? text : `event: error ${text}`).toContain("error");
    expect(text.match(/event: error\n/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(text).not.toContain("response.completed");
  });
});

/** The first places, the last, and some in between: what the provider makes of every one is its own test. */
function placesIn(length: number): number[] {
  const all = [0, 1, 2, Math.floor(length / 2), length - 3, length - 2, length - 1];
  return [...new Set(all)].filter((place) => place >= 0);
}
