import { expect, test } from "vitest";

import { Exchange } from "../../src/http/exchange.ts";
import { routeOf } from "../../src/http/route.ts";
import { failureOf, get } from "../support/transport.ts";

test("a kept connection that is found broken before anything was written may be tried again", async () => {
  const request = get("http://a.test/");
  const over: Exchange[] = [];
  const exchange = new Exchange(request, routeOf(request), (one) => over.push(one));
  const garbage = Object.assign(new Error("Expected HTTP/"), { name: "HTTPParserError" });
  exchange.onResponseError(null, garbage);
  exchange.onResponseError(null, garbage);
  expect(await failureOf(exchange.response)).toMatchObject({
    code: "network",
    retryable: true,
    phase: "connect",
  });
  expect(over).toEqual([exchange]);
});
