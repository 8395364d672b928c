import type { Case, Outcome } from "../case.ts";
import {
  expectEqual,
  expectError,
  expectFinished,
  expectThat,
  expectUnchanged,
} from "../expect.ts";
import { show, showOutcome } from "../show.ts";
import { says } from "./answers.ts";
import { begin } from "./reading.ts";

const PROVES = ["architecture: conversation"];
const FIRST = { messages: [{ role: "user" as const, content: "the first question" }] };
const NEXT = { messages: [{ role: "user" as const, content: "the next question" }] };

/** A case about a provider that keeps the thread upstream. */
function stateful(id: string, rule: string, run: Case["run"]): Case {
  const level = "stateful";
  return { id: `stateful.${id}`, level, rule, proves: PROVES, needs: ["conversation"], run };
}

/** The state of a thread is the caller's: told once, plain data, handed back to go on. */
export const STATEFUL: readonly Case[] = [
  stateful(
    "told",
    "A finished call tells its conversation, as a part and in the result.",
    async (b) => {
      const outcome = await b.ask(says("yes"), { request: FIRST });
      const { conversation } = expectFinished(outcome, { text: "yes" });
      const parts = outcome.chunks.filter(
        (chunk) => typeof chunk !== "string" && chunk.type === "conversation",
      );
      expectThat(conversation !== undefined && parts.length > 0, () => ({
        message: "no conversation was told",
        received: showOutcome(outcome),
        expected: "a conversation part, and `conversation` in the result",
      }));
    },
  ),
  stateful("plain", "A conversation is plain data: JSON keeps it whole.", async (bench) => {
    const { conversation } = expectFinished(await bench.ask(says("yes"), { request: FIRST }));
    const copy: unknown = JSON.parse(JSON.stringify(conversation));
    expectEqual(copy, conversation, "the conversation after JSON");
  }),
  stateful(
    "continued",
    "A conversation that is handed back goes on with its thread.",
    async (bench) => {
      const { upstream, provider, stream } = await begin(bench, says("yes"), FIRST);
      const { conversation } = expectFinished(await bench.read(stream));
      const requests = upstream.requests.length;
      const second = await bench.read(bench.call(provider, { ...NEXT, conversation }));
      const { conversation: after } = expectFinished(second, { text: "yes" });
      const sent = upstream.requests.slice(requests).map(({ path, body }) => `${path} ${body}`);
      const ids = idsOf(conversation);
      expectThat(
        ids.some((id) => sent.some((request) => request.includes(id))),
        () => ({
          message: "nothing of the conversation was sent",
          received: show(sent),
          expected: `a request that names one of ${show(ids)}`,
        }),
      );
      expectThat(after !== undefined, {
        message: "the continued call tells no conversation",
        received: "undefined",
        expected: "the state to go on from",
      });
    },
  ),
  stateful(
    "branches",
    "A conversation can be gone on from twice; the second time knows nothing of the first.",
    async (bench) => {
      const { upstream, provider, stream } = await begin(bench, says("yes"), FIRST);
      const { conversation } = expectFinished(await bench.read(stream));
      const before = structuredClone(conversation);
      const branch = {
        messages: [{ role: "user" as const, content: "OTHER-BRANCH" }],
        conversation,
      };
      expectFinished(await bench.read(bench.call(provider, branch)));
      expectUnchanged(conversation, before, "the caller's conversation after it was used");
      const requests = upstream.requests.length;
      expectFinished(await bench.read(bench.call(provider, { ...NEXT, conversation })));
      const sent = show(upstream.requests.slice(requests).map(({ body }) => body));
      expectEqual(sent.includes("OTHER-BRANCH"), false, "whether the other branch was sent");
    },
  ),
  stateful(
    "other-instance",
    "Another instance goes on from a conversation: nothing of it is in memory.",
    async (bench) => {
      const { upstream, stream } = await begin(bench, says("yes"), FIRST);
      const { conversation } = expectFinished(await bench.read(stream));
      const other = await bench.create(upstream);
      const second: Outcome = await bench.read(bench.call(other, { ...NEXT, conversation }));
      expectFinished(second, { text: "yes" });
    },
  ),
  stateful(
    "foreign",
    "A conversation that no call returned is invalid_request, and no answer is asked for.",
    async (bench) => {
      for (const conversation of [{ of: "another" }, "thread-7", 7]) {
        const outcome = await bench.ask(says("never"), { request: { ...NEXT, conversation } });
        expectError(outcome, { code: "invalid_request", retryable: false });
        expectEqual(outcome.upstream.calls.length, 0, "the number of requests for an answer");
      }
    },
  ),
];

/** What a conversation is made of that a request can be told by: no counters, no flags. */
function idsOf(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") {
    return String(value).length < 4 ? [] : [String(value)];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(idsOf);
}
