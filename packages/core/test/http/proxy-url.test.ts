import { expect, test } from "vitest";

import { endpointOf } from "../../src/http/connector.ts";
import { proxyFor, shownProxy } from "../../src/http/proxy-source.ts";
import { parseProxy } from "../../src/http/url.ts";

test.for<readonly [string, string, number]>([
  ["http://proxy.test", "proxy.test", 80],
  ["http://proxy.test:80", "proxy.test", 80],
  ["https://proxy.test", "proxy.test", 443],
  ["socks5://proxy.test", "proxy.test", 1080],
  ["socks5h://proxy.test", "proxy.test", 1080],
  ["socks5h://proxy.test:80", "proxy.test", 80],
  ["HTTP://u:p@Proxy.Test:3128/", "proxy.test", 3128],
  ["SOCKS5://u:p@Proxy.Test:3128/", "proxy.test", 3128],
  ["socks5://[::1]:9", "::1", 9],
  ["socks5h://127.1", "127.0.0.1", 1080],
  ["socks5h://bücher.test", "xn--bcher-kva.test", 1080],
])("%s is a proxy at %s port %i", ([text, hostname, port]) => {
  expect(endpointOf(parseProxy(text))).toMatchObject({ hostname, port });
});

test.for<readonly [string, RegExp]>([
  ["", /is not a URL; write it like http:\/\/user:password@host:8080$/],
  ["proxy.test:8080", /is not a URL/],
  ["CANARY:CANARY@proxy.test", /is not a URL/],
  ["http://u:CANARY@", /is not a URL/],
  ["http://u:CANARY@h:99999", /is not a URL/],
  ["socks5://u:CANARY@", /is not a URL/],
  ["socks5://u:CANARY@h h", /is not a URL/],
  ["socks5://u:CANARY@a%20b", /is not a URL/],
  ["socks://u:CANARY@h", /scheme socks; it must be http, https, socks5 or socks5h$/],
  ["socks4://u:CANARY@h", /scheme socks4;/],
  ["socks4a://u:CANARY@h", /scheme socks4a;/],
  ["pac+http://u:CANARY@h/x", /scheme pac\+http;/],
  ["ftp://u:CANARY@h", /scheme ftp;/],
  ["http://u:CANARY@h/CANARY", /has a path, query or fragment; leave it out$/],
  ["socks5://u:CANARY@h/CANARY", /has a path, query or fragment/],
  ["http://u:CANARY@h?CANARY", /has a path, query or fragment/],
  ["http://u:CANARY@h:0", /has the port 0; name the one that it listens on$/],
])("%s is refused", async ([text, says]) => {
  const failed = proxyFor(text, "https://a.test/");
  await expect(failed).rejects.toMatchObject({ code: "invalid_request", phase: "prepare" });
  await expect(failed).rejects.toThrow(says);
  await expect(failed).rejects.not.toThrow(/CANARY/);
});

test.for<readonly [string, string]>([
  ["http://proxy.test", "http://proxy.test"],
  ["http://u:p@proxy.test:3128", "http://***@proxy.test:3128"],
  ["socks5h://token@[::1]:9", "socks5h://***@[::1]:9"],
])("%s is shown as %s", ([text, shown]) => {
  expect(shownProxy(text)).toBe(shown);
  expect(shownProxy(new URL(text))).toBe(shown);
});
