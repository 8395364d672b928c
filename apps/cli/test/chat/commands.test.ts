import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { temporaryFolder, type Temporary } from "../temporary.ts";
import { KEY, startTyping, type Typist } from "./typist.ts";

let home: Temporary;
let typist: Typist;

describe("commands of a chat, in one", () => {
  beforeAll(async () => {
    home = temporaryFolder({
      ".config/g4f/config.yaml":
        "prompts:\n  kind: Be kind.\n  twice: 'Twice: {{input}} {{input}}'\n",
    });
    typist = startTyping(["chat", "--provider", "eliza"], { HOME: home.path });
    await typist.prompt();
  });
  afterAll(async () => {
    typist.end();
    await typist.status;
    home[Symbol.dispose]();
  });

  const rows: readonly (readonly [line: string, ...says: readonly (string | RegExp)[]])[] = [
    ["/help", "/model [id]", "/exit", "Ctrl-C stops an answer"],
    ["/retry", "nothing was asked yet"],
    ["/load", "g4f: usage: /load takes the name of a chat"],
    ["/load nothing", "g4f: usage: no chat was kept yet"],
    ["/modle", "g4f: usage: there is no command /modle; did you mean /model?"],
    ["/etc/passwd", "there is no command /etc/passwd; /help lists them."],
    ["/constructor", "there is no command /constructor;"],
    ["/model", "Eliza, eliza answers; models: eliza\n"],
    ["/model gpt", 'g4f: model_not_found: Eliza has no model "gpt"; known: eliza'],
    ["/provider", /providers: .*Eliza, .*OpenAssistant/s],
    ["/provider elza", 'g4f: invalid_request: no provider is named "elza"; did you mean Eliza?'],
    ["/system", "there is no system prompt"],
    ["/system @knd", 'no prompt is named "knd"; did you mean kind'],
    ["/system @twice", "the system prompt is changed"],
    ["I am sad", "sorry"],
    ["/system -", "the system prompt is gone"],
    ["/retry", "sorry"],
    ["/save my letters", "g4f: usage: the name of a chat has 1 to 64"],
    ["/save Letters", "kept as letters"],
    ["/load letters", "this is that chat"],
    ["/clear", "what was said so far is not sent again"],
    ["/retry", "nothing was asked yet"],
    ["/provider openassistant", "OpenAssistant, OA_SFT_Llama_30B_6 answers"],
    ["Hello", "g4f: model_gone:"],
    ["/model eliza:eliza", "Eliza, eliza answers"],
    ["Hello", "Hello"],
  ];
  for (const [line, ...says] of rows) {
    test(line, async () => {
      const said = await typist.say(line);
      for (const words of says) expect(said).toMatch(words);
    });
  }

  test("Tab completes commands", async () => {
    typist.type(`/sy${KEY.tab}`);
    await typist.until("stem");
    typist.type("\r");
    expect(await typist.prompt()).toContain("there is no system prompt");
  });
});
