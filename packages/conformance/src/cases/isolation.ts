import type { CallRequest } from "@g4f/core";

import type { Case } from "../case.ts";
import type { WireRequest } from "../dialect.ts";
import {
  expectEqual,
  expectError,
  expectFinished,
  expectThat,
  expectUnchanged,
} from "../expect.ts";
import { gate } from "../gate.ts";
import { show } from "../show.ts";
import type { Answer } from "../upstream.ts";
import { plays, says, STOP, text } from "./answers.ts";

const PROVES = ["§6 isolation"];

/** Calls share nothing: not with each other, not with other instances, not with their caller. */
export const ISOLATION: readonly Case[] = [
  {
    id: "isolation.concurrent",
    level: "core",
    rule: "Two hundred calls of one provider at a time each get their own answer and no other.",
    proves: [...PROVES, "R21"],
    run: async (bench) => {
      const count = 200;
      const doors = [gate(), gate()] as const;
      const answers = Array.from({ length: count }, (_, index) => {
        const wait = { type: "wait", gate: doors[index % 2 === 0 ? 0 : 1] } as const;
        return plays(text(`<a${index}>`), wait, text(`<b${index}>`), STOP);
      });
      const upstream = await bench.upstream(answers);
      const provider = await bench.create(upstream);
      const reads = Array.from({ length: count }, async (_, index) =>
        bench.read(bench.call(provider, user(`[${index}]`))),
      );
      await bench.within(5_000, "every call reaches upstream", upstream.called(count - 1));
      // Half of them end while the others are in the middle.
      doors[0].open();
      const ended = upstream.calls.filter((_, index) => index % 2 === 0);
      const written = Promise.all(ended.map((call) => call.written));
      await bench.within(5_000, "half of the answers are read", written);
      doors[1].open();
      const outcomes = await Promise.all(reads);
      for (const [index, call] of upstream.calls.entries()) {
        const asked = call.asked.messages.map((message) => message.text).join("\n");
        const asker = Number(/\[(\d+)\]/.exec(asked)?.[1]);
        expectFinished(outcomes[asker] ?? missing(asked), { text: `<a${index}><b${index}>` });
      }
    },
  },
  {
    id: "isolation.keys",
    level: "core",
    rule: "Each call carries the key of its own instance and no other's.",
    proves: [...PROVES, "R2"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("yes"));
      const keys = ["sk-first-1111111111111111", "sk-second-2222222222222222"];
      const providers = await Promise.all(keys.map((apiKey) => bench.create(upstream, { apiKey })));
      await Promise.all(
        providers.map((provider, index) =>
          bench.read(bench.call(provider, user(`asked by ${index}`))),
        ),
      );
      for (const request of upstream.requests) {
        const seen = keys.filter((key) => bytesOf(request).includes(key));
        expectThat(seen.length <= 1, () => ({
          message: "one request carries two keys",
          received: show(request.headers),
          expected: "the key of one instance",
        }));
      }
      for (const { request, asked } of upstream.calls) {
        const index = asked.messages.some((message) => message.text.includes("by 0")) ? 0 : 1;
        const other = keys[1 - index] ?? "";
        const own = keys[index] ?? "";
        const sent = bytesOf(request).includes(own) || !bench.manifest.auth.includes("key");
        expectEqual(sent, true, "whether the call carries its own key");
        expectThat(!bytesOf(request).includes(other), () => ({
          message: "a call carries the key of another instance",
          received: show(request.headers),
          expected: `nothing of ${other}`,
        }));
      }
    },
  },
  {
    id: "isolation.cookies",
    level: "core",
    rule: "Cookies of one call go with no other.",
    proves: [...PROVES, "R17"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("yes"));
      const provider = await bench.create(upstream);
      const first = bench.call(provider, { cookies: { tag: "first-cookie" } });
      expectFinished(await bench.read(first), { text: "yes" });
      const before = upstream.requests.length;
      const second = bench.call(provider, { cookies: { tag: "second-cookie" } });
      expectFinished(await bench.read(second), { text: "yes" });
      for (const request of upstream.requests.slice(before)) {
        expectThat(!bytesOf(request).includes("first-cookie"), () => ({
          message: "a cookie of the call before was sent again",
          received: show(request.headers),
          expected: "the cookies of this call",
        }));
      }
    },
  },
  {
    id: "isolation.set-cookie",
    level: "core",
    rule: "A cookie that upstream sets for one instance is not sent by another.",
    proves: [...PROVES, "R17"],
    run: async (bench) => {
      const upstream = await bench.upstream({
        script: [text("yes"), STOP],
        delivery: { headers: { "set-cookie": "session=of-the-first; Path=/" } },
      });
      const settings = { apiKey: bench.canaries.key };
      const first = await bench.create(upstream, settings);
      expectFinished(await bench.read(bench.call(first)), { text: "yes" });
      const second = await bench.create(upstream, settings);
      expectFinished(await bench.read(bench.call(second)), { text: "yes" });
      const carriers = upstream.requests.filter((it) => bytesOf(it).includes("of-the-first"));
      expectEqual(carriers.length, 0, "the number of requests with a cookie set for another");
    },
  },
  {
    id: "isolation.frozen-request",
    level: "core",
    rule: "A request that is frozen through and through works.",
    proves: PROVES,
    run: async (bench) => {
      const message = Object.freeze({ role: "user" as const, content: "Hello" });
      const request: CallRequest = Object.freeze({ messages: Object.freeze([message]) });
      expectFinished(await bench.ask(says("yes"), { request }), { text: "yes" });
    },
  },
  {
    id: "isolation.request-untouched",
    level: "core",
    rule: "A call changes nothing in its caller's request.",
    proves: PROVES,
    run: async (bench) => {
      const request = {
        messages: [{ role: "user" as const, content: [{ type: "text" as const, text: "Hello" }] }],
        deadlines: { total: 5_000 },
        cookies: { a: "b" },
      };
      const before = structuredClone(request);
      expectFinished(await bench.ask(says("yes"), { request }), { text: "yes" });
      expectUnchanged(request, before, "the request after the call");
    },
  },
  {
    id: "isolation.history-grows",
    level: "core",
    rule: "A caller who adds to the history while the answer comes disturbs nothing.",
    proves: PROVES,
    run: async (bench) => {
      const door = gate();
      const answer = plays(text("one "), { type: "wait", gate: door }, text("two"), STOP);
      const upstream = await bench.upstream(answer);
      const messages: { role: "user" | "assistant"; content: string }[] = [
        { role: "user", content: "Hello" },
      ];
      const stream = bench.call(await bench.create(upstream), { messages });
      let read = "";
      for await (const piece of stream) {
        read += piece;
        messages.push({ role: "assistant", content: piece });
        messages.length = 0;
        door.open();
      }
      expectEqual(read, "one two", "the text");
    },
  },
  {
    id: "isolation.no-memory",
    level: "core",
    rule: "A call carries nothing of the call before it.",
    proves: PROVES,
    run: async (bench) => {
      const upstream = await bench.upstream(says("the first answer"));
      const provider = await bench.create(upstream);
      await bench.read(bench.call(provider, user("the first question")));
      const before = upstream.requests.length;
      await bench.read(bench.call(provider, user("something else")));
      for (const request of upstream.requests.slice(before)) {
        expectThat(!/the first (?:question|answer)/.test(request.body), () => ({
          message: "a request repeats the call before it",
          received: show(request.body),
          expected: "nothing but its own messages",
        }));
      }
    },
  },
  {
    id: "isolation.after-failure",
    level: "core",
    rule: "A provider whose call failed answers the next one as if nothing had been.",
    proves: PROVES,
    run: async (bench) => {
      const cut: Answer = {
        script: [text("half of an "), text("answer"), STOP],
        delivery: { end: { at: 1, how: "rst" } },
      };
      const error = { code: "overloaded", message: "The engine is busy" } as const;
      const upstream = await bench.upstream([{ error, status: 503 }, cut, says("yes")]);
      const provider = await bench.create(upstream);
      expectError(await bench.read(bench.call(provider)), { code: "overloaded" });
      const second = await bench.read(bench.call(provider));
      expectThat(second.error !== undefined, {
        message: "a reset connection passed for an answer",
        received: show(second.chunks),
        expected: "an error",
      });
      expectFinished(await bench.read(bench.call(provider)), { text: "yes" });
    },
  },
  {
    id: "isolation.instances",
    level: "core",
    rule: "Two instances at two addresses each talk to their own.",
    proves: [...PROVES, "R2"],
    run: async (bench) => {
      const here = await bench.upstream(says("from here"));
      const there = await bench.upstream(says("from there"));
      const providers = [await bench.create(here), await bench.create(there)];
      const [first, second] = await Promise.all(
        providers.map((provider) => bench.read(bench.call(provider))),
      );
      expectFinished(first ?? missing("the first"), { text: "from here" });
      expectFinished(second ?? missing("the second"), { text: "from there" });
    },
  },
  {
    id: "isolation.models",
    level: "core",
    rule: "Calls at one time that name different models each ask for their own.",
    proves: PROVES,
    run: async (bench) => {
      const { known, open } = bench.manifest.models;
      const ids = open
        ? ["model-one", "model-two"]
        : known.map((model) => (typeof model === "string" ? model : model.id));
      const upstream = await bench.upstream(says("yes"));
      const provider = await bench.create(upstream);
      await Promise.all(
        ids.map((model) =>
          bench.read(bench.call(provider, { model, ...user(`for ${model} alone`) })),
        ),
      );
      for (const { asked } of upstream.calls) {
        if (asked.model === undefined) continue;
        const said = asked.messages.map((message) => message.text).join("\n");
        expectEqual(asked.model, /for (\S+) alone/.exec(said)?.[1], "the model that was asked");
      }
    },
  },
];

function user(content: string): Pick<CallRequest, "messages"> {
  return { messages: [{ role: "user", content }] };
}

/** Everything that a request carries, as one text. */
function bytesOf({ method, path, headers, body }: WireRequest): string {
  return [method, path, ...Object.entries(headers).flat(), body].join("\n");
}

function missing(what: string): never {
  throw new Error(`no outcome of ${what}`);
}
