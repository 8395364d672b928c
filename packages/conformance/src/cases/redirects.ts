import type { Bench, Case } from "../case.ts";
import { expectEqual, expectError, expectFinished } from "../expect.ts";
import type { Answer, Upstream, UpstreamTransport } from "../upstream.ts";
import { delivered, says, STOP, text } from "./answers.ts";

const PROVES = ["R2", "F21", "§6 secrets"];
const STATUSES = [301, 302, 303, 307, 308];

/** Credentials and prompts go to the origin they were given for, and nowhere else. */
export const REDIRECTS: readonly Case[] = [
  {
    id: "secrets.redirect.other-port",
    level: "secure",
    rule: "A redirect to another port gets nothing: neither key nor cookie nor prompt.",
    proves: PROVES,
    run: async (bench) => {
      const elsewhere = await bench.upstream(says("stolen"), { transport: "tcp" });
      await redirected(bench, "tcp", elsewhere.baseUrl);
      expectEqual(elsewhere.connections, 0, "the number of connections elsewhere");
    },
  },
  {
    id: "secrets.redirect.other-host",
    level: "secure",
    rule: "A redirect to another name of the same machine gets nothing.",
    proves: PROVES,
    run: async (bench) => {
      const elsewhere = await bench.upstream(says("stolen"), { transport: "tcp" });
      await redirected(bench, "tcp", elsewhere.baseUrl.replace("127.0.0.1", "localhost"));
      expectEqual(elsewhere.connections, 0, "the number of connections elsewhere");
    },
  },
  {
    id: "secrets.redirect.downgrade",
    level: "secure",
    rule: "A redirect from https to http gets nothing.",
    proves: PROVES,
    run: async (bench) => {
      const elsewhere = await bench.upstream(says("stolen"), { transport: "tcp" });
      await redirected(bench, "tls", elsewhere.baseUrl);
      expectEqual(elsewhere.connections, 0, "the number of connections elsewhere");
    },
  },
  {
    id: "secrets.redirect.same-origin",
    level: "secure",
    rule: "A redirect to another path of the same origin is not followed either.",
    proves: PROVES,
    run: async (bench) => {
      await redirected(bench, undefined, "/another/path");
    },
  },
  {
    id: "secrets.proxy.upstream",
    level: "secure",
    rule: "What a proxy is told of itself does not go through its tunnel.",
    proves: ["R2", "R18"],
    run: async (bench) => {
      const upstream = await bench.upstream(says("yes"), { transport: "tls-proxy" });
      const proxy = withPassword(upstream.settings.proxy, bench.canaries.password);
      const call = bench.call(await bench.create(upstream), { proxy });
      expectFinished(await bench.read(call), { text: "yes" });
      const names = upstream.requests.flatMap(({ headers }) => Object.keys(headers));
      expectEqual(names.includes("proxy-authorization"), false, "proxy-authorization upstream");
    },
  },
];

/** Each status ends the call as `protocol`, after one request for an answer and none that follows it. */
async function redirected(
  bench: Bench,
  transport: UpstreamTransport | undefined,
  location: string,
): Promise<void> {
  const upstream: Upstream = await bench.upstream(
    STATUSES.map((status): Answer =>
      delivered([text("moved"), STOP], { status, headers: { location } }),
    ),
    transport === undefined ? {} : { transport },
  );
  const provider = await bench.create(upstream);
  for (const [index, status] of STATUSES.entries()) {
    const cookies = { session: bench.canaries.cookie };
    const outcome = await bench.read(bench.call(provider, { cookies }));
    expectError(outcome, { code: "protocol", retryable: false });
    const seen = upstream.requests.filter(({ path }) => path.includes("/another/path")).length;
    expectEqual(seen, 0, `the number of requests that follow ${status}`);
    expectEqual(upstream.calls.length, index + 1, "the number of requests for an answer");
  }
}

function withPassword(proxy: string | undefined, password: string): string {
  const url = new URL(proxy ?? "");
  url.username ||= "user";
  url.password ||= password;
  return url.href;
}
