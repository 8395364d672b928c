import { afterAll, describe, expect, it } from "vitest";

import { LEFT_OUT } from "./left-out.ts";
import { chunkCount } from "./support/http-text.ts";
import { person, session } from "./support/people.ts";
import { recordingNames, streamNames } from "./support/recording.ts";
import { Replay, REPLAYED } from "./support/replay.ts";

const WEB_USER = {
  client: "website",
  provider_account_id: "pa-1",
  user_id: "webuser-1",
  username: "Web User",
};

function trusted(api_key: string, user: object = WEB_USER): string {
  return Buffer.from(JSON.stringify({ api_key, ...user })).toString("base64");
}

describe("the inference server", () => {
  it("chats, messages, votes and lists", async () => {
    await using replay = await new Replay({ debugAuth: true }).start();
    const alice = { ...person(replay, "alice"), trusted: trusted(replay.server.secrets.apiKey) };
    const refreshOnly = { bearer: alice.refresh ?? "" };
    replay.identity = alice;
    await replay.steps("01", "02", "03", "04", "05", "06", "08", "10", "11", "12", "13", "14");
    await replay.stream("15", await replay.puppet.nextRun());
    await replay.steps(
      "16",
      "17",
      "18",
      "19",
      "20",
      "21",
      "22",
      "24",
      "25",
      "26",
      "27",
      "28",
      "29",
    );
    await replay.steps(
      "30",
      "31",
      "32",
      "34",
      "35",
      "36",
      "37",
      "38",
      "39",
      "40",
      "42",
      "43",
      "45",
    );
    await replay.steps(
      "47",
      "48",
      "49",
      "50",
      "51",
      "52",
      "53",
      "54",
      "55",
      "56",
      "57",
      "58",
      "59",
    );
    await replay.steps(
      "60",
      "61",
      "62",
      "63",
      "64",
      "65",
      "66",
      "67",
      "68",
      "69",
      "70",
      "71",
      "72",
    );
    await replay.step("73", { as: { trusted: trusted("wrong") } });
    await replay.steps("74", "75", "76", "77");
    await replay.step("78", { as: refreshOnly });
    await replay.step("79");
    await replay.step("80", { as: { refresh: alice.bearer ?? "" } });
    await replay.steps("81", "82", "83", "84", "85", "86", "88", "91", "92");
    expect(replay.count).toBe(82);
  });

  it("streams tokens, plugin steps, errors and nothing", async () => {
    await using replay = await new Replay({ faults: { finishedTooEarly: true } }).start();
    replay.identity = person(replay, "alice");
    for (const prefix of ["100", "101", "103", "104"]) {
      await replay.prepareFor(prefix, `${prefix} x`);
      await replay.stream(prefix, await replay.puppet.nextRun());
      if (prefix === "101") await replay.steps("101b", "101c");
    }
    const burst = await replay.prepareFor("108", "burst x");
    const run = await replay.puppet.nextRun();
    run.say("a ");
    run.end();
    await replay.settled(burst);
    await replay.step("108");
    expect(replay.count).toBe(7);
  });

  it("lets messages wait for a worker", async () => {
    await using replay = await new Replay({ faults: { endlessPending: true } }).start();
    replay.identity = person(replay, "alice");
    const bob = person(replay, "bob");
    await replay.prepareFor("110", "one x");
    const second = await replay.prepareFor("111", "two x", bob);
    await replay.stream("110", undefined);
    await replay.stream("111", undefined, { as: bob });
    replay.server.setFaults({ finishedTooEarly: true });
    (await replay.puppet.nextRun()).end();
    (await replay.puppet.nextRun()).end();
    await replay.prepareFor("113", "three x");
    await replay.stream("113", await replay.puppet.nextRun());
    await replay.settled(second, bob);
    await replay.step("114", { as: bob });
    expect(replay.count).toBe(4);
  });

  it("pings, and keeps messages behind a busy worker", async () => {
    await using replay = await new Replay({ limits: { concurrency: 1 } }).start();
    const { puppet } = replay;
    replay.identity = person(replay, "alice");
    await replay.prepareFor("116", "slow x");
    await replay.stream("116", await puppet.nextRun());
    const carol = person(replay, "carol");
    await replay.prepare("four x", {}, carol);
    const busy = await puppet.nextRun();
    await replay.prepare("five x", {}, person(replay, "bob"));
    await replay.prepareFor("118", "six x");
    await replay.stream("118", async () => {
      busy.end();
      (await puppet.nextRun()).end();
      return puppet.nextRun();
    });
    expect(replay.count).toBe(2);
  });

  it("keeps what nobody read", async () => {
    await using replay = await new Replay().start();
    replay.identity = person(replay, "alice");
    await replay.prepareFor("121", "words");
    const run = await replay.puppet.nextRun();
    await replay.stream("121", run);
    run.say("w5 ", "w6 ", "w7 ");
    await replay.stream("122", run, { said: 3 });
    await replay.step("123");
    await replay.prepareFor("124", "words");
    const late = await replay.puppet.nextRun();
    for (let word = 1; word <= 8; word += 1) late.say(`w${String(word)} `);
    await replay.stream("124", late, { said: 8 });
    const { chat, answer } = await replay.prepare("words", {
      chat: "06b001b9-cb61-70ba-8000-0308ff04331c",
    });
    const events = `/chats/${String(chat)}/messages/${String(answer)}/events`;
    const reading = fetch(`http://127.0.0.1:${String(replay.port)}${events}`, {
      headers: { authorization: `Bearer ${replay.identity.bearer ?? ""}` },
    });
    (await replay.puppet.nextRun()).say("w1 ");
    const { body } = await reading;
    await replay.step("126");
    await body?.cancel();
    expect(replay.count).toBe(5);
  });

  it("has limits for length, models and messages", async () => {
    const limits = { maxMessageLength: 20, maxMessagesPerChat: 2 };
    const allowedModels = ["OA_SFT_Llama_30B_6"];
    await using replay = await new Replay({ limits, allowedModels }).start();
    replay.identity = person(replay, "alice");
    replay.ids.set(
      "06b001bd-23b3-75f3-8000-3518fa181cce",
      String((await replay.ask("POST", "/chats", {}))["id"]),
    );
    await replay.step("140");
    const chat = "06b001bd-25cf-7d09-8000-b01bde60391d";
    const prompt = "06b001bd-25e6-7014-8000-6b3f08ed9d1c";
    const answer = "06b001bd-468a-7d4e-8000-1d503f185b92";
    const own = await replay.prompt("hi x", { chat, prompt });
    await replay.step("142");
    const full = await replay.ask("POST", `/chats/${String(own.chat)}/assistant_message`, {
      parent_id: own.prompt,
      model_config_name: "OA_SFT_Llama_30B_6",
    });
    replay.ids.set(answer, String(full["id"]));
    (await replay.puppet.nextRun()).end();
    await replay.settled({ ...own, answer: String(full["id"]) });
    await replay.steps("143", "144");
    expect(replay.count).toBe(4);
  });

  it("limits the rate, and tokens in time", async () => {
    await using replay = await new Replay({ limits: { rate: 2 } }).start();
    replay.identity = person(replay, "alice");
    const chat = "06b001bd-afb6-77fe-8000-3ca8921a5cc0";
    const own = await replay.prompt("hi x", {
      chat,
      prompt: "06b001bd-b007-7742-8000-8c54cce9fac1",
    });
    await replay.step("150");
    await replay.ask("POST", `/chats/${String(own.chat)}/assistant_message`, {
      parent_id: own.prompt,
      model_config_name: "OA_SFT_Llama_30B_6",
    });
    await replay.step("152");
    const { access } = replay.server.createTokens({ userId: "alice", lifetimeMs: 0 });
    await replay.step("160", { as: { bearer: access } });
    expect(replay.count).toBe(3);
  });
});

describe("the website", () => {
  it("chats, streams, votes and lists", async () => {
    await using replay = await new Replay({ site: "http" }).start();
    const { puppet } = replay;
    const identity = session(replay, "webuser");
    replay.identity = identity;
    for (const text of ["old", "older"]) {
      const { id } = await replay.ask("POST", "/api/chat");
      await replay.ask("POST", "/api/chat/prompter_message", { chat_id: id, content: text });
    }
    await replay.steps("W01", "W02", "W03");
    await replay.stream("W04", await puppet.nextRun());
    await replay.steps("W05", "W06", "W07", "W08");
    await replay.stream("W09", await puppet.nextRun());
    await replay.steps("W10", "W11");
    const run = await puppet.nextRun();
    await replay.stream("W12", run);
    // The reader that was left behind takes every other token from here on.
    run.say("y4 ", "y5 ");
    const stream = await replay.open("W13");
    run.say("y6 ", "y7 ", "y8 ", "y9 ", "y10 ", "y11 ", "y12 ");
    await stream.until((text) => chunkCount(text) === 3);
    run.end();
    replay.finish("W13", await stream.untilEnd());
    await replay.steps("W14", "W15", "W16", "W22", "W23", "W25", "W27", "W28", "W29", "W31", "W32");
    await replay.steps("W33", "W35", "W37", "W38", "W39");
    await replay.step("W40", { closeness: "unordered" });
    await replay.step("W41");
    const { id } = await replay.ask("POST", "/api/chat");
    await replay.ask("POST", "/api/chat/prompter_message", { chat_id: id, content: "burst x" });
    await replay.step("W42", { closeness: "shape" });
    await replay.step("W43", { closeness: "shape" });
    await replay.steps("W44", "W45", "W46", "W47", "W48", "W49", "W50", "W51", "W52", "W55");
    await replay.steps("W56", "W57", "W58");
    await replay.step("W59", { as: { bearer: identity.cookie?.split("=")[1] ?? "" } });
    await replay.step("W60", { as: session(replay, "banned", "banned") });
    const clash = replay.server.createSession({ userId: "new", providerAccountId: "webuser" });
    const asNew = { as: { cookie: `next-auth.session-token=${clash}` } };
    await replay.step("W62", asNew);
    await replay.step("W63", asNew);
    await replay.step("W64");
    await replay.step("W65", { closeness: "html" });
    await replay.steps("W66", "W67", "W68");
    await replay.step("W70", { as: session(replay, "newer") });
    expect(replay.count).toBe(56);
  });

  it("has the limits of the inference server", async () => {
    const limits = { maxMessageLength: 20 };
    await using replay = await new Replay({
      limits,
      allowedModels: ["OA_SFT_Llama_30B_6"],
    }).start();
    replay.identity = session(replay, "webuser");
    await replay.steps("W80", "W81", "W82", "W83", "W84", "W85", "W87", "W90", "W91", "W92");
    replay.server.setFaults({ serverDown: true });
    await replay.step("W95");
    expect(replay.count).toBe(11);
  });

  it("can be off, and on https", async () => {
    await using off = await new Replay({ chatEnabled: false }).start();
    off.identity = session(off, "webuser");
    await off.steps("W100", "W102");
    await using secure = await new Replay({ site: "https" }).start();
    secure.identity = session(secure, "webuser");
    await secure.step("W105");
    expect(off.count + secure.count).toBe(3);
  });
});

describe("every recording", () => {
  it("is replayed, or left out for a reason", () => {
    const names = recordingNames();
    const missing = names.filter((name) => !REPLAYED.has(name) && !Object.hasOwn(LEFT_OUT, name));
    expect(missing).toEqual([]);
    expect(
      Object.keys(LEFT_OUT).filter((name) => REPLAYED.has(name) || !names.includes(name)),
    ).toEqual([]);
    expect(REPLAYED.size).toBeGreaterThanOrEqual(150);
    expect(streamNames().filter((name) => !REPLAYED.has(name))).toEqual([]);
  });

  afterAll(() => {
    const streams = streamNames();
    const rows = [
      ["recordings", recordingNames().length],
      ["  replayed", REPLAYED.size],
      ["  of which streams", streams.filter((name) => REPLAYED.has(name)).length],
      ["  left out", Object.keys(LEFT_OUT).length],
      ...Object.entries(LEFT_OUT).map(([name, reason]) => [`    ${name}`, reason]),
    ];
    console.log(
      rows.map(([name, value]) => `${String(name).padEnd(24)}${String(value)}`).join("\n"),
    );
  });
});
