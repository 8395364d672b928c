import { describe, expect, it } from "vitest";

import { foreign } from "../../src/listen/foreign.ts";

const rules = {
  port: 4321,
  allowed: new Set(["chat.example.com"]),
  origins: new Set(["https://app.example.com"]),
};

/** What is wrong with a request with these headers. */
function why(...lines: readonly (readonly [string, string])[]): string | undefined {
  const headers = Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value]));
  return foreign({ headers, rawHeaders: lines.flat(), socket: {} }, rules);
}

const HOST = ["Host", "127.0.0.1:4321"] as const;

describe("foreign", () => {
  it("wants one Host, which is the server's", () => {
    expect(why(HOST)).toBeUndefined();
    expect(why(["HOST", "localhost:4321"], ["X-Host", "host"])).toBeUndefined();
    expect(why()).toBe("hosts");
    expect(why(["host", "evil.test"], HOST)).toBe("hosts");
    expect(why(["Host", "evil.test:4321"])).toBe("host");
    expect(why(["Host", ""])).toBe("host");
  });

  it.each([
    ["http://127.0.0.1:4321", undefined],
    ["https://app.example.com", undefined],
    ["http://app.example.com", "origin"],
    ["http://localhost:4321", "origin"],
    ["http://127.0.0.1:1", "origin"],
    ["http://127.0.0.1:4321/page", "origin"],
    ["http://evil.test", "origin"],
    ["null", "origin"],
    ["", "origin"],
  ])("page of %j: %j", (origin, wanted) => {
    expect(why(HOST, ["Origin", origin])).toBe(wanted);
  });

  it("takes pages of the proxy before it", () => {
    const host = ["Host", "chat.example.com"] as const;
    expect(why(host, ["Origin", "https://Chat.example.com"])).toBeUndefined();
    expect(why(host, ["Origin", "https://app.example.com.evil.test"])).toBe("origin");
  });
});
