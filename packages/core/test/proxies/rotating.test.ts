import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ProviderError, rotatingProxies, type ProxySource } from "../../src/index.ts";

const TARGET = new URL("https://acme.test/");
const A = "http://a.test:1";
const B = "socks5://b.test:2";
const C = "socks5h://u:p@c.test:3";
const LIST = [A, B, C];

const failed = new ProviderError("network", "proxy refused", { phase: "proxy" });

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const pass = (ms: number): void => void vi.setSystemTime(Date.now() + ms);
/** What a new call goes through. */
const pick = (source: ProxySource): string => source.pick(TARGET, {}) as string;
const picks = (source: ProxySource, count: number): string[] =>
  Array.from({ length: count }, () => pick(source));
const fail = (source: ProxySource, ...proxies: readonly string[]): boolean[] =>
  proxies.map((proxy) => source.report?.(proxy, failed) === true);

test("takes turns, call by call, in the order of the list", () => {
  const proxies = rotatingProxies([...LIST, A]);
  const round = picks(proxies, 3);
  expect(round.toSorted()).toEqual(LIST.toSorted());
  const [first] = round;
  const at = LIST.indexOf(first ?? "");
  expect(round).toEqual([...LIST.slice(at), ...LIST.slice(0, at)]);
  expect(picks(proxies, 6)).toEqual([...round, ...round]);
});

test("all requests of a call go through one, as long as it is well", () => {
  const proxies = rotatingProxies(LIST);
  const call = {};
  const first = proxies.pick(TARGET, call) as string;
  picks(proxies, 4);
  expect(proxies.pick(new URL("http://files.test/"), call)).toBe(first);
  fail(proxies, first);
  const second = proxies.pick(TARGET, call);
  expect(second).not.toBe(first);
  pass(60_000);
  expect(proxies.pick(TARGET, call)).toBe(second);
});

test("one that failed is left out for a while, twice as long with each failure in a row", () => {
  const proxies = rotatingProxies([A, B], { restMs: 100 });
  for (const rest of [100, 200, 400, 800, 1600, 3200, 3200, 3200]) {
    expect(fail(proxies, A)).toEqual([true]);
    expect(picks(proxies, 4)).toEqual([B, B, B, B]);
    pass(rest - 1);
    expect(picks(proxies, 2)).toEqual([B, B]);
    pass(1);
    expect(picks(proxies, 2).toSorted()).toEqual([A, B]);
  }
});

test("an answer ends the rest, and what was counted", () => {
  const proxies = rotatingProxies([A, B], { restMs: 100 });
  fail(proxies, A);
  pass(100);
  fail(proxies, A);
  proxies.report?.(A, undefined);
  expect(picks(proxies, 2).toSorted()).toEqual([A, B]);
  fail(proxies, A);
  pass(100);
  expect(picks(proxies, 2).toSorted()).toEqual([A, B]);
});

test("calls that fail together are one failure", () => {
  const proxies = rotatingProxies([A, B], { restMs: 100 });
  fail(proxies, A, A, A, A);
  pass(100);
  expect(picks(proxies, 2).toSorted()).toEqual([A, B]);
});

test("where all rest, the one is asked whose rest ends first: never none", () => {
  const proxies = rotatingProxies(LIST, { restMs: 100 });
  expect(fail(proxies, B)).toEqual([true]);
  pass(10);
  expect(fail(proxies, A)).toEqual([true]);
  pass(10);
  expect(fail(proxies, C)).toEqual([false]);
  expect(picks(proxies, 3)).toEqual([B, B, B]);
  // It was asked though it rests: that it failed again counts.
  expect(fail(proxies, B)).toEqual([false]);
  expect(picks(proxies, 2)).toEqual([A, A]);
  proxies.report?.(A, undefined);
  pass(200);
  expect(picks(proxies, 3).toSorted()).toEqual(LIST.toSorted());
});

test("the last one that is well has no other", () => {
  const proxies = rotatingProxies([A]);
  expect(fail(proxies, A)).toEqual([false]);
  expect(pick(proxies)).toBe(A);
});

test("what is not of the list is no concern of it", () => {
  const proxies = rotatingProxies([A, B]);
  expect(fail(proxies, "http://other.test")).toEqual([false]);
  expect(picks(proxies, 2).toSorted()).toEqual([A, B]);
});

test("a conversation keeps to one, in every process; another only while that one rests", () => {
  const proxies = rotatingProxies(LIST, { restMs: 100 });
  const chat = proxies.forConversation("chat-1");
  const own = pick(chat);
  expect(new Set(picks(chat, 5))).toEqual(new Set([own]));
  expect(pick(rotatingProxies(LIST.toReversed()).forConversation("chat-1"))).toBe(own);
  fail(proxies, own);
  const other = pick(chat);
  expect(other).not.toBe(own);
  expect(new Set(picks(chat, 5))).toEqual(new Set([other]));
  pass(100);
  expect(pick(chat)).toBe(own);
  fail(chat, own);
  expect(picks(proxies, 4)).not.toContain(own);
});

test("conversations spread over the proxies, and few change theirs with the list", () => {
  const many = Array.from({ length: 900 }, (_, index) => `chat-${index}`);
  const of = (list: readonly string[]): string[] => {
    const proxies = rotatingProxies(list);
    return many.map((id) => pick(proxies.forConversation(id)));
  };
  const before = of(LIST);
  for (const proxy of LIST) {
    const share = before.filter((picked) => picked === proxy).length;
    expect(share).toBeGreaterThan(200);
    expect(share).toBeLessThan(400);
  }
  const without = of([A, B]);
  const moved = before.filter((picked, index) => picked !== C && picked !== without[index]);
  expect(moved).toEqual([]);
});

test("a list that cannot be used is refused when it is given", () => {
  expect(() => rotatingProxies([])).toThrow(
    new TypeError("rotatingProxies needs at least one proxy"),
  );
  const refused = (): unknown => rotatingProxies([A, "socks4://u:CANARY@h"]);
  expect(refused).toThrow(/^proxy has the scheme socks4; it must be/);
  expect(() => rotatingProxies([A], { restMs: -1 })).toThrow(TypeError);
  expect(() => rotatingProxies([A], { restMs: Number.NaN })).toThrow(TypeError);
});
