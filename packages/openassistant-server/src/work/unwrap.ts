import type { Message } from "@g4f/core";

const OPEN = "<s>[INST]\n";
const CLOSE = "\n[/INST]";
const END = "\nAssistant:";
const TURN = /^(System|Developer|User|Assistant|Tool): ?/;
const ESCAPED = /^(\s*)\\(?=\s*(?:system|developer|user|assistant|tool)\s*:)/i;

/**
 * The messages behind the content of a prompter message. The wrapper of the historic client is taken
 * off and, inside it, a dialogue flattened to `User: …` lines is taken apart; any other content is one
 * user message as it is.
 */
export function unwrapPrompt(content: string): readonly Message[] {
  if (!content.startsWith(OPEN) || !content.endsWith(CLOSE)) return [user(content)];
  const prompt = content.slice(OPEN.length, Math.max(OPEN.length, content.length - CLOSE.length));
  if (!prompt.endsWith(END) || !TURN.test(prompt)) return [user(prompt)];
  return turnsOf(prompt.slice(0, -END.length));
}

function turnsOf(dialogue: string): readonly Message[] {
  const turns: { role: string; lines: string[] }[] = [];
  for (const line of dialogue.split("\n")) {
    const role = TURN.exec(line)?.[1];
    const text = line.replace(TURN, "").replace(ESCAPED, "$1");
    if (role === undefined) turns.at(-1)?.lines.push(text);
    else turns.push({ role, lines: [text] });
  }
  return turns.map(({ role, lines }) => messageOf(role, lines.join("\n")));
}

function messageOf(role: string, content: string): Message {
  if (role === "System" || role === "Developer") return { role: "system", content };
  if (role === "Assistant") return { role: "assistant", content };
  return user(content);
}

function user(content: string): Message {
  return { role: "user", content };
}
