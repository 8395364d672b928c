import { expect, test } from "vitest";

import { proxyFromEnv, type ProxyEnvironment } from "../../src/http/proxy-env.ts";
import { proxyFor } from "../../src/http/proxy-source.ts";

const HTTPS = "https://api.acme.test/v1";
const HTTP = "http://api.acme.test/v1";

const pick = (env: ProxyEnvironment, target: string): unknown =>
  proxyFromEnv(env).pick(new URL(target), {});

test.for<readonly [ProxyEnvironment, https: string | undefined, http: string | undefined]>([
  [{}, undefined, undefined],
  [{ HTTPS_PROXY: "http://s" }, "http://s", undefined],
  [{ https_proxy: "http://s" }, "http://s", undefined],
  [{ HTTP_PROXY: "http://h" }, undefined, "http://h"],
  [{ http_proxy: "http://h" }, undefined, "http://h"],
  [{ ALL_PROXY: "socks5://a" }, "socks5://a", "socks5://a"],
  [{ all_proxy: "socks5://a", HTTPS_PROXY: "http://s" }, "http://s", "socks5://a"],
  [{ HTTPS_PROXY: "http://S", https_proxy: "http://s" }, "http://s", undefined],
  [{ HTTP_PROXY: "http://H", http_proxy: "http://h" }, undefined, "http://h"],
  [{ ALL_PROXY: "http://A", all_proxy: "http://a" }, "http://a", "http://a"],
  [{ HTTPS_PROXY: "http://S", https_proxy: "" }, "http://S", undefined],
  [{ HTTPS_PROXY: "", ALL_PROXY: "http://a" }, "http://a", "http://a"],
  [{ G4F_PROXY: "http://g", https_proxy: "http://s", all_proxy: "a" }, "http://g", "http://g"],
  [{ G4F_PROXY: "http://G", g4f_proxy: "http://g" }, "http://g", "http://g"],
  [{ HTTPS_PROXY: "proxy.test:3128" }, "http://proxy.test:3128", undefined],
  [{ HTTPS_PROXY: "u:p@proxy.test" }, "http://u:p@proxy.test", undefined],
  // A program that a web server runs gets the header `Proxy` of a request in the variable of that name.
  [{ HTTP_PROXY: "http://h", REQUEST_METHOD: "GET" }, undefined, undefined],
  [
    { HTTP_PROXY: "http://h", http_proxy: "http://l", REQUEST_METHOD: "GET" },
    undefined,
    "http://l",
  ],
  [{ HTTPS_PROXY: "http://s", REQUEST_METHOD: "GET" }, "http://s", undefined],
  [{ HTTPS_PROXY: "http://s", NO_PROXY: "acme.test" }, undefined, undefined],
  [{ G4F_PROXY: "http://g", no_proxy: "acme.test" }, undefined, undefined],
  [{ ALL_PROXY: "http://a", NO_PROXY: "acme.test", no_proxy: "b.test" }, "http://a", "http://a"],
  [{ ALL_PROXY: "http://a", NO_PROXY: "acme.test:80" }, "http://a", undefined],
])("%o", async ([env, https, http]) => {
  expect([await pick(env, HTTPS), await pick(env, HTTP)]).toEqual([https, http]);
});

test("this machine is reached directly, unless asked for", async () => {
  for (const env of [{ G4F_PROXY: "http://g" }, { ALL_PROXY: "http://g" }]) {
    for (const host of ["localhost:11434", "127.0.0.1:8080", "[::1]", "api.localhost"]) {
      expect(await pick(env, `http://${host}/`)).toBeUndefined();
      const asked = proxyFromEnv(env, { loopback: true });
      expect(await asked.pick(new URL(`http://${host}/`), {})).toBe("http://g");
    }
  }
  const listed = proxyFromEnv({ ALL_PROXY: "http://g", NO_PROXY: "localhost" }, { loopback: true });
  expect(await listed.pick(new URL("http://localhost/"), {})).toBeUndefined();
});

test("values are read when the source is made, and checked when one is used", async () => {
  const env: Record<string, string> = { HTTPS_PROXY: "ftp://u:CANARY@h" };
  const source = proxyFromEnv(env);
  env["HTTPS_PROXY"] = "http://later";
  const failed = proxyFor(source, HTTPS);
  await expect(failed).rejects.toMatchObject({ code: "invalid_request", phase: "prepare" });
  await expect(failed).rejects.toThrow(
    /^proxy has the scheme ftp; it must be http, https, socks5 or socks5h$/,
  );
  expect(await proxyFor(source, HTTP)).toBeUndefined();
});

test("nothing of an environment is read but the variables that are named", () => {
  const asked = new Set<string>();
  const env = new Proxy<Record<string, string>>(
    {},
    { get: (_, key) => (asked.add(String(key)), undefined) },
  );
  proxyFromEnv(env);
  const names = ["all_proxy", "g4f_proxy", "http_proxy", "https_proxy", "no_proxy"];
  const upper = names.map((name) => name.toUpperCase());
  expect([...asked].toSorted()).toEqual([...upper, "REQUEST_METHOD", ...names].toSorted());
});
