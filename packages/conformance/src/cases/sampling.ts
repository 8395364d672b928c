import type { Case } from "../case.ts";
import { expectEqual, expectFinished, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";
import { askedFor } from "./reading.ts";

const PROVES = ["§6 capability", "§6 semantics"];

/** Fields that shape the answer reach the wire with the meaning that core gives them. */
export const SAMPLING: readonly Case[] = [
  ...(["temperature", "topP", "topK", "presencePenalty", "frequencyPenalty"] as const).map(
    (field): Case => ({
      id: `sampling.${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      level: "core",
      rule: `A ${field} that is given reaches upstream as it is, zero too.`,
      proves: PROVES,
      needs: [field],
      wire: ["sampling"],
      run: async (bench) => {
        for (const value of field === "topK" ? [20, 1] : [0.25, 0]) {
          const asked = await askedFor(bench, { [field]: value });
          expectEqual(asked.sampling?.[field], value, `${field} on the wire`);
        }
      },
    }),
  ),
  {
    id: "sampling.max-tokens",
    level: "core",
    rule: "The limit of tokens that is given reaches upstream as it is.",
    proves: PROVES,
    needs: ["maxTokens"],
    wire: ["sampling"],
    run: async (bench) => {
      const asked = await askedFor(bench, { maxTokens: 123 });
      expectEqual(asked.sampling?.["maxTokens"], 123, "maxTokens on the wire");
    },
  },
  {
    id: "sampling.seed",
    level: "core",
    rule: "The seed that is given reaches upstream as it is, zero too.",
    proves: PROVES,
    needs: ["seed"],
    wire: ["sampling"],
    run: async (bench) => {
      for (const seed of [7, 0]) {
        const asked = await askedFor(bench, { seed });
        expectEqual(asked.sampling?.["seed"], seed, "seed on the wire");
      }
    },
  },
  {
    id: "sampling.stop",
    level: "core",
    rule: "One stop sequence and a list of them reach upstream, or the text ends in front of the first.",
    proves: PROVES,
    needs: ["stop"],
    wire: ["sampling"],
    run: async (bench) => {
      for (const stop of ["END", ["END", "\n\nUser:"]]) {
        const outcome = await bench.ask(says("one E", "ND two"), { request: { stop } });
        expectFinished(outcome);
        const sent = outcome.upstream.calls[0]?.asked.sampling?.["stop"];
        if (sent === undefined)
          expectEqual(outcome.text, "one ", "the text of a wire without stop");
        else expectEqual([sent].flat(), [stop].flat(), "stop on the wire");
      }
    },
  },
  {
    id: "sampling.nothing-invented",
    level: "core",
    rule: "What the caller leaves open is not set to zero, null or nothing on the wire.",
    proves: PROVES,
    wire: ["sampling"],
    run: async (bench) => {
      const asked = await askedFor(bench, {});
      const odd = Object.entries(asked.sampling ?? {}).filter(
        ([, value]) => value === 0 || value === null || value === "",
      );
      expectThat(odd.length === 0, {
        message: "fields that nobody set were sent",
        received: show(Object.fromEntries(odd)),
        expected: "none of them",
      });
    },
  },
];
