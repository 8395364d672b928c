import { ProviderError, rotatingProxies, type ProxySource, type TransportRequest } from "@g4f/core";
import { expect, it } from "vitest";

import { route, withRetry } from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays, type Upstream } from "./support/upstream.ts";

interface ProxiedUpstream {
  readonly upstream: Upstream;
  /** Hosts of the proxies that were asked, in order. */
  readonly ways: string[];
}

/** An upstream behind proxies, of which some refuse access. */
function behind(...refusing: readonly string[]): ProxiedUpstream {
  const upstream = plays({});
  const ways: string[] = [];
  const answer = upstream.request;
  const request = async (given: TransportRequest): ReturnType<typeof answer> => {
    const host = given.proxy?.host ?? "none";
    ways.push(host);
    if (!refusing.includes(host)) return await answer(given);
    const text = `proxy ${host} refused access`;
    throw new ProviderError("network", text, { phase: "proxy", retryable: false });
  };
  return { upstream: Object.assign(upstream, { request }), ways };
}

it("a retry of a call goes through the next proxy of a list, whatever was wrong with the last", async () => {
  const time = virtualTime();
  const { upstream, ways } = behind("a.test", "b.test");
  const proxy = rotatingProxies(["http://a.test", "socks5h://b.test", "http://c.test"]);
  const router = withRetry(member("A", upstream));
  for (let call = 0; call < 3; call++) {
    const { text } = await time.until(router.createAsyncGenerator({ messages, proxy }).collect());
    expect(text).toBe("hello there");
  }
  expect(ways.filter((host) => host !== "c.test").length).toBeLessThanOrEqual(2);
  expect(ways.slice(-2)).toEqual(["c.test", "c.test"]);
});

it("one proxy that refuses access is not asked again", async () => {
  const { upstream, ways } = behind("a.test");
  const router = withRetry(member("A", upstream));
  for (const proxy of ["http://a.test", rotatingProxies(["http://a.test"])]) {
    const error = await failureOf(router.createAsyncGenerator({ messages, proxy }).collect());
    expect(error).toMatchObject({ code: "network", phase: "proxy", retryable: false });
  }
  expect(ways).toEqual(["a.test", "a.test"]);
});

it("every member gets the source of the request as it is, and the next one is asked where its proxy fails", async () => {
  const [first, second] = [behind("p.test"), behind()];
  const targets: string[] = [];
  const proxy: ProxySource = {
    pick(target) {
      // A copy would have lost what it belongs to.
      expect(this).toBe(proxy);
      targets.push(target.host);
      return target.host === "api.a.test" ? "http://p.test" : undefined;
    },
  };
  const router = route({ use: [member("A", first.upstream), member("B", second.upstream)] });
  const { provider } = await router.createAsyncGenerator({ messages, proxy }).collect();
  expect(provider).toBe("B");
  expect([first.ways, second.ways]).toEqual([["p.test"], ["none"]]);
  expect(new Set(targets)).toEqual(new Set(["api.a.test", "api.b.test"]));
});
