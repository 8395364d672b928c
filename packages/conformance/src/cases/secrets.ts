import type { Logger, ProviderSettings } from "@g4f/core";

import type { Bench, Case, Outcome } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import { showOutcome } from "../show.ts";
import type { Answer } from "../upstream.ts";
import { delivered, plays, says, STOP, text } from "./answers.ts";
import { expectHidden, spellings, type Secret } from "./leaks.ts";

const PROVES = ["R8", "§5.5", "§6 secrets"];

/** A case of the level `secure`. */
function secret(id: string, rule: string, run: Case["run"], more: Partial<Case> = {}): Case {
  return { id: `secrets.${id}`, level: "secure", rule, proves: PROVES, run, ...more };
}

/** Credentials show nowhere, also where upstream says them back. */
export const SECRETS: readonly Case[] = [
  secret(
    "error.status",
    "A key that upstream repeats in its error is not in ours.",
    async (bench) => {
      const { key } = bench.canaries;
      const outcome = await bench.ask(refusal(`Incorrect API key provided: ${key}.`));
      expectError(outcome, { code: "auth", status: 401 });
      expectHidden("the error", outcome.error, [{ name: "the key", value: key }]);
    },
  ),
  secret(
    "error.spelled",
    "A repeated key is masked in JSON, URL, base64 and hex too.",
    async (bench) => {
      const key = `sk-"q"/+=${bench.canaries.key}`;
      for (const spelling of spellings(key)) {
        const outcome = await bench.ask(refusal(`Key ${spelling} is wrong`), {
          settings: { apiKey: key },
        });
        expectError(outcome, { code: "auth" });
        expectHidden("the error", outcome.error, [{ name: "the key", value: key }]);
      }
    },
  ),
  secret(
    "error.in-band",
    "A key that upstream repeats in an error inside the stream is not in ours.",
    async (bench) => {
      const { key } = bench.canaries;
      const error = { code: "auth", message: `Key ${key} was revoked` } as const;
      const outcome = await bench.ask(plays(text("a"), { type: "error", error }));
      expectEqual(outcome.error === undefined, false, "whether the call was finished");
      expectHidden("the error", outcome.error, [{ name: "the key", value: key }]);
    },
    { wire: ["error"] },
  ),
  secret(
    "error.text",
    "A key in an error page or in plain text is not in our error.",
    async (bench) => {
      const { key } = bench.canaries;
      for (const body of [`denied: ${key}`, `<html><p>denied: ${key}</p></html>`, `{"x":"${key}`]) {
        const error = { code: "auth", message: "unused" } as const;
        const outcome = await bench.ask({ error, status: 401, body });
        expectError(outcome, { code: "auth" });
        expectHidden("the error", outcome.error, [{ name: "the key", value: key }]);
      }
    },
  ),
  secret(
    "error.excerpt",
    "A key in a page that came instead of an answer is not in our error.",
    async (b) => {
      const { key } = b.canaries;
      const page = { type: "bytes", bytes: `<html><p>Who is ${key}?</p></html>` } as const;
      const outcome = await b.ask(delivered([page], { headers: { "content-type": "text/html" } }));
      expectEqual(outcome.error === undefined, false, "whether a page passed for an answer");
      expectHidden("the error", outcome.error, [{ name: "the key", value: key }]);
    },
  ),
  secret(
    "error.request-id",
    "A key in the id of the request is not in our error.",
    async (bench) => {
      const { key } = bench.canaries;
      const error = { code: "auth", message: "Who are you?" } as const;
      const headers = { "x-request-id": `req-${key}`, "www-authenticate": `Bearer ${key}` };
      const outcome = await bench.ask({ error, status: 401, headers });
      expectError(outcome, { code: "auth" });
      expectHidden("the error", outcome.error, [{ name: "the key", value: key }]);
    },
  ),
  secret(
    "error.half",
    "Where a long error is cut no half of a key is left at its end.",
    async (bench) => {
      const { key } = bench.canaries;
      const half = { name: "half of the key", value: key.slice(0, key.length / 2) };
      for (const length of [240, 500, 1_000, 2_048]) {
        for (const left of [key.length - 1, Math.ceil(key.length / 2)]) {
          const outcome = await bench.ask(
            refusal("w ".repeat(length).slice(0, length - left) + key),
          );
          expectHidden("the error", expectError(outcome, { code: "auth" }), [half]);
        }
      }
    },
  ),
  secret(
    "error.cookie",
    "A cookie or header of ours that upstream repeats is not in our error.",
    async (b) => {
      const { cookie, password } = b.canaries;
      const outcome = await b.ask(refusal(`Session ${cookie} of ${password} has expired`), {
        settings: { headers: { "x-internal": password } },
        request: { cookies: { session: cookie } },
      });
      expectError(outcome, { code: "auth" });
      expectHidden("the error", outcome.error, [
        { name: "the cookie", value: cookie },
        { name: "the header", value: password },
      ]);
    },
  ),
  secret(
    "error.network",
    "The error of a broken connection shows no credential.",
    async (bench) => {
      const { key, cookie } = bench.canaries;
      for (const connection of ["reset", "garbage"] as const) {
        const outcome = await bench.ask(
          { connection },
          { request: { cookies: { session: cookie } } },
        );
        expectThat(outcome.error !== undefined, () => ({
          message: "a broken connection passed for an answer",
          received: showOutcome(outcome),
          expected: "an error",
        }));
        expectHidden("the error", outcome.error, [
          { name: "the key", value: key },
          { name: "the cookie", value: cookie },
        ]);
      }
    },
  ),
  secret(
    "error.partial",
    "What an error keeps of the answer shows no credential.",
    async (bench) => {
      const { key } = bench.canaries;
      const script = [text(`Your key is ${key}. `), text("REST-OF-IT"), STOP];
      const upstream = await bench.upstream(says("unused"));
      const at = Buffer.from(upstream.bytesOf(script)).indexOf("REST-OF-IT");
      upstream.play(delivered(script, { end: { at, how: "rst" } }));
      const { error } = await bench.read(bench.call(await bench.create(upstream)));
      expectEqual(error === undefined, false, "whether a cut answer was finished");
      expectHidden("the error", error, [{ name: "the key", value: key }]);
    },
  ),
  secret("log", "Nothing that is logged shows a credential, at any level.", async (bench) => {
    const { key, cookie } = bench.canaries;
    const lines: unknown[] = [];
    const note = (data: object, message: string): void => void lines.push([data, message]);
    const logger: Logger = { debug: note, info: note, warn: note, error: note };
    const upstream = await bench.upstream([says("yes"), refusal(`Key ${key}, session ${cookie}`)]);
    const provider = await bench.create(upstream, { logger });
    const cookies = { session: cookie };
    expectFinished(await bench.read(bench.call(provider, { cookies })), { text: "yes" });
    expectError(await bench.read(bench.call(provider, { cookies })), { code: "auth" });
    expectHidden("the log", lines, [
      { name: "the key", value: key },
      { name: "the cookie", value: cookie },
    ]);
  }),
  secret(
    "shown",
    "Printing a provider, a call or its result shows no credential.",
    async (bench) => {
      const { key, cookie, password } = bench.canaries;
      const upstream = await bench.upstream(says("yes"));
      const provider = await bench.create(upstream, { headers: { "x-internal": password } });
      const stream = bench.call(provider, { cookies: { session: cookie } });
      // The request is the caller's own; what it holds may be shown by the caller alone.
      const secrets: Secret[] = [
        { name: "the key", value: key },
        { name: "the header", value: password },
      ];
      expectHidden("the provider", provider, secrets);
      expectHidden("the call before it began", stream, secrets);
      const outcome: Outcome = await bench.read(stream);
      expectFinished(outcome, { text: "yes" });
      expectHidden("the call after its end", stream, secrets);
      expectHidden("the result", outcome.result, secrets);
      expectHidden("the provider after a call", provider, secrets);
    },
  ),
  secret(
    "url",
    "The key travels in a header: no address that is asked for holds it.",
    async (bench) => {
      const outcome = await bench.ask(says("yes"));
      expectFinished(outcome, { text: "yes" });
      const paths = outcome.upstream.requests.map(({ path }) => path);
      expectHidden("an address", paths, [{ name: "the key", value: bench.canaries.key }]);
    },
  ),
  secret(
    "key.unsendable",
    "A key that cannot be in a header is refused unseen, and nothing is sent.",
    async (b) => {
      for (const bad of ["\r\nx-evil: 1", "\n", "\0", "\u{1F511}"]) {
        const apiKey = `${b.canaries.key}${bad}`;
        const outcome = await b.ask(says("never"), { settings: { apiKey } });
        expectError(outcome, { code: ["invalid_request", "auth"], retryable: false });
        expectEqual(outcome.upstream.requests.length, 0, "the number of requests");
        expectHidden("the error", outcome.error, [{ name: "the key", value: b.canaries.key }]);
      }
    },
  ),
  secret("base-url", "A password in the base URL is never shown.", async (bench) => {
    const { password } = bench.canaries;
    const upstream = await bench.upstream(refusal(`No ${password} here`));
    const baseUrl = upstream.baseUrl.replace("//", `//user:${password}@`);
    const error = await errorOf(bench, upstream, { baseUrl });
    expectHidden("the error", error, [{ name: "the password", value: password }]);
  }),
  secret(
    "proxy.error",
    "The error of a proxy that is not there does not show its password.",
    async (b) => {
      const { password } = b.canaries;
      const proxy = `http://user:${password}@127.0.0.1:9`;
      const outcome = await b.ask(says("never"), { transport: "tcp", request: { proxy } });
      expectError(outcome, { code: "network" });
      expectEqual(outcome.upstream.connections, 0, "the number of direct connections");
      expectHidden("the error", outcome.error, [{ name: "the password", value: password }]);
    },
  ),
];

/** A refusal with these words of upstream's. */
function refusal(message: string): Answer {
  return { error: { code: "auth", message }, status: 401 };
}

/** What making or using a provider with such settings fails with. */
async function errorOf(
  bench: Bench,
  upstream: Awaited<ReturnType<Bench["upstream"]>>,
  settings: ProviderSettings,
): Promise<unknown> {
  try {
    const outcome = await bench.read(bench.call(await bench.create(upstream, settings)));
    return outcome.error;
  } catch (thrown) {
    return thrown;
  }
}
