import { modelId, type CallRequest } from "@g4f/core";

import type { Case } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";
import { askedFor } from "./reading.ts";

const PROVES = ["§6 semantics"];

/** Model, key, cookies and headers of a request are those that were given. */
export const REQUEST_WIRE: readonly Case[] = [
  {
    id: "request.model.named",
    level: "core",
    rule: "The model that is named is the one that upstream is asked for.",
    proves: PROVES,
    run: async (bench) => {
      const { open, known } = bench.manifest.models;
      const ids = [...known.map(modelId), ...(open ? ["another-model.2026-11"] : [])].slice(0, 3);
      for (const model of ids) {
        const asked = await askedFor(bench, { model });
        expectEqual(asked.model ?? model, model, "the model on the wire");
      }
    },
  },
  {
    id: "request.model.default",
    level: "core",
    rule: "Where no model is named upstream is asked for the default of the manifest; without one nothing is.",
    proves: PROVES,
    run: async (bench) => {
      const { defaultModel } = bench.manifest;
      const request = { model: undefined } as unknown as Partial<CallRequest>;
      const outcome = await bench.ask(says("yes"), { request });
      if (outcome.error === undefined) {
        const asked = outcome.upstream.calls[0]?.asked.model;
        expectEqual(asked ?? defaultModel, defaultModel, "the model on the wire");
        return;
      }
      expectEqual(defaultModel, undefined, "the default model of a provider that refuses");
      expectError(outcome, { code: ["invalid_request", "model_not_found"], retryable: false });
      expectEqual(outcome.upstream.calls.length, 0, "the number of requests for an answer");
    },
  },
  {
    id: "request.model.alias",
    level: "core",
    rule: "An alias of the manifest stands for its model; what is no alias is not touched.",
    proves: PROVES,
    run: async (bench) => {
      const { aliases = {}, open } = bench.manifest.models;
      const pairs = [...Object.entries(aliases), ...(open ? [["constructor", "constructor"]] : [])];
      for (const [alias = "", model = ""] of pairs.slice(0, 3)) {
        const asked = await askedFor(bench, { model: alias });
        expectEqual(asked.model ?? model, model, `the model on the wire for ${alias}`);
      }
    },
  },
  {
    id: "request.headers",
    level: "core",
    rule: "Headers given to the instance go with the request for an answer.",
    proves: ["architecture: settings"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("yes"));
      const provider = await bench.create(upstream, { headers: { "x-team": "blue-team" } });
      expectFinished(await bench.read(bench.call(provider)), { text: "yes" });
      const sent = upstream.calls[0]?.request.headers["x-team"];
      expectEqual(sent, "blue-team", "the header x-team on the wire");
    },
  },
  {
    id: "request.key",
    level: "core",
    rule: "A key given to the instance goes with the request for an answer, in a header.",
    proves: ["architecture: settings", "R2"],
    run: async (bench) => {
      const outcome = await bench.ask(says("yes"));
      expectFinished(outcome, { text: "yes" });
      if (!bench.manifest.auth.includes("key")) return;
      const headers = Object.values(outcome.upstream.calls[0]?.request.headers ?? {});
      expectThat(
        headers.some((value) => value.includes(bench.canaries.key)),
        () => ({
          message: "the key was not sent",
          received: show(outcome.upstream.calls[0]?.request.headers),
          expected: `a header with the key`,
        }),
      );
    },
  },
  {
    id: "request.cookies",
    level: "core",
    rule: "Cookies given with a call go with it to the origin of the call.",
    proves: ["R17"],
    run: async (bench) => {
      const request = { cookies: { session: bench.canaries.cookie } };
      const outcome = await bench.ask(says("yes"), { request });
      expectFinished(outcome, { text: "yes" });
      const cookie = outcome.upstream.calls[0]?.request.headers["cookie"] ?? "";
      expectThat(cookie.includes(`session=${bench.canaries.cookie}`), {
        message: "the cookie was not sent",
        received: show(cookie),
        expected: "session=<the cookie>",
      });
    },
  },
  {
    id: "request.identity-coding",
    level: "core",
    rule: "No compression is asked for: a compressed stream cannot be bounded nor read event by event.",
    proves: ["R32"],
    run: async (bench) => {
      const outcome = await bench.ask(says("yes"));
      const accepted = outcome.upstream.calls[0]?.request.headers["accept-encoding"];
      expectThat(accepted === undefined || accepted === "identity", {
        message: "a compressed answer was asked for",
        received: `accept-encoding: ${accepted}`,
        expected: "identity, or no such header",
      });
    },
  },
  {
    id: "request.trailing-slash",
    level: "core",
    rule: "A slash at the end of the base URL makes no difference.",
    proves: ["architecture: settings"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("yes"));
      for (const end of ["", "/"]) {
        const baseUrl = upstream.baseUrl.replace(/\/$/, "") + end;
        const provider = await bench.create(upstream, { baseUrl });
        expectFinished(await bench.read(bench.call(provider)), { text: "yes" });
      }
      const [without, withSlash] = upstream.calls.map(({ request }) => request.path);
      expectThat(withSlash?.includes("//") === false, {
        message: "the slash was doubled",
        received: show([without, withSlash]),
        expected: "the same path twice",
      });
    },
  },
];
