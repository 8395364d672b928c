import { describe, expect, it } from "vitest";

import { isOurHost } from "../../src/listen/hosts.ts";

const allowed = new Set(["gateway.example.com", "other.example.com:8443"]);
const local = { localAddress: "::ffff:10.1.2.3" };

describe("isOurHost", () => {
  it.each([
    ["127.0.0.1:4321", true],
    ["localhost:4321", true],
    ["LOCALHOST:4321", true],
    ["[::1]:4321", true],
    ["10.1.2.3:4321", true],
    ["gateway.example.com", true],
    ["Gateway.Example.com:9999", true],
    ["other.example.com:8443", true],
    ["other.example.com", false],
    ["other.example.com:8444", false],
    ["evil.test", false],
    ["evil.test:4321", false],
    ["127.0.0.1", false],
    ["127.0.0.1:80", false],
    ["localhost.evil.test:4321", false],
    ["127.0.0.1.nip.io:4321", false],
    ["localhost.:4321", false],
    ["127.1:4321", false],
    ["2130706433:4321", false],
    ["0x7f.1:4321", false],
    ["[::ffff:127.0.0.1]:4321", false],
    ["user@127.0.0.1:4321", false],
    ["127.0.0.1:4321/path", false],
    ["127.0.0.1:4321?x", false],
    ["127.0.0.1:4321#@evil.test", false],
    ["10.1.2.4:4321", false],
    [" 127.0.0.1:4321", false],
    ["", false],
  ])("%j is ours: %j", (host, ours) => {
    expect(isOurHost(host, { port: 4321, allowed }, local)).toBe(ours);
  });

  it("takes names without a port where the port is 80", () => {
    const rules = { port: 80, allowed: new Set<string>() };
    expect(isOurHost("localhost", rules, {})).toBe(true);
    expect(isOurHost("evil.test", rules, {})).toBe(false);
    expect(isOurHost("", rules, {})).toBe(false);
  });
});
