import { formatPrompt } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { unwrapPrompt } from "../../src/work/unwrap.ts";
import { Replay } from "../support/replay.ts";

function wrapped(prompt: string): string {
  return `<s>[INST]\n${prompt}\n[/INST]`;
}

describe("unwrapPrompt", () => {
  it("takes the wrapper and the flattened dialogue apart", () => {
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi\nthere" },
      { role: "assistant", content: "Hello" },
      { role: "user", content: "User: not a turn" },
    ] as const;
    const prompt = formatPrompt(messages, { escapeRoles: true });
    expect(unwrapPrompt(wrapped(prompt))).toEqual(messages);
  });

  it("leaves a single message as it is", () => {
    expect(unwrapPrompt(wrapped("User: is a role"))).toEqual([
      { role: "user", content: "User: is a role" },
    ]);
    expect(unwrapPrompt(wrapped(""))).toEqual([{ role: "user", content: "" }]);
  });

  it("leaves plain content as it is", () => {
    const plain = [
      "hi",
      "",
      "User: a\nAssistant:",
      "<s>[INST]\nhalf",
      "half\n[/INST]",
      "<s>[INST]\n[/INST]",
    ];
    for (const content of plain) {
      const [message] = unwrapPrompt(content);
      expect([content, message?.content]).toEqual([
        content,
        content === "<s>[INST]\n[/INST]" ? expect.any(String) : content,
      ]);
    }
  });
});

describe("the responder", () => {
  it("gets the thread, the system prompt and what sampling it takes", async () => {
    await using replay = await new Replay({ model: "p2" }).start();
    const ids = await replay.prepare("Hi");
    const first = await replay.puppet.nextRun();
    first.say("Hello");
    first.end();
    await replay.settled(ids);
    const path = `/chats/${String(ids.chat)}`;
    const more = { content: wrapped("More?"), parent_id: ids.answer };
    const { id } = await replay.ask("POST", `${path}/prompter_message`, more);
    await replay.ask("POST", `${path}/assistant_message`, {
      parent_id: id,
      model_config_name: "_lorem",
      sampling_parameters: { top_k: 7, top_p: 0.5, temperature: 0.25 },
      system_prompt: "Be brief.",
      user_profile: "a sailor",
    });
    const { request } = await replay.puppet.nextRun();
    expect(request.messages).toEqual([
      { role: "system", content: "Be brief.\nAbout the user: a sailor" },
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello" },
      { role: "user", content: "More?" },
    ]);
    expect(request).toMatchObject({ model: "p2", temperature: 0.25, topK: 7 });
    expect(request).not.toHaveProperty("topP");
  });
});
