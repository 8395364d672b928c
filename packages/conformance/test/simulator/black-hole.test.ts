import { connect } from "node:net";

import { expect, onTestFinished, test } from "vitest";

import { blackHole } from "../../src/simulator/black-hole.ts";
import { turns } from "./support.ts";

test("a connection to a black hole is neither made nor refused, and ends with it", async () => {
  const hole = await blackHole();
  const socket = connect(hole.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const seen: string[] = [];
  socket.on("connect", () => seen.push("connect"));
  socket.on("error", () => seen.push("error"));
  await turns();
  expect(socket.connecting).toBe(true);
  expect(seen).toEqual([]);
  await hole.close();
});
