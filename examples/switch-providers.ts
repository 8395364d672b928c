// A conversation that one provider begins and another goes on with: node examples/switch-providers.ts
// Simulated upstreams stand for Anthropic and Gemini; with keys of yours, leave them and `settings` out.
import { DIALECTS, simulate, type Script } from "@g4f/conformance/testing";
import type { Message } from "@g4f/core";
import { Anthropic } from "@g4f/provider-anthropic";
import { Gemini } from "@g4f/provider-gemini";

const upstreamOf = (name: string, script: Script) => {
  const dialect = DIALECTS[name];
  if (dialect === undefined) throw new Error(`no wire ${name}`);
  return simulate({
    dialect,
    answers: [{ script: [...script, { type: "finish", reason: "stop" }] }],
  });
};
await using first = await upstreamOf("anthropic-messages", [
  { type: "reasoning", text: "The user likes whales." },
  { type: "text", text: "The blue whale is the largest." },
]);
await using second = await upstreamOf("gemini", [{ type: "text", text: "About thirty metres." }]);

const history: Message[] = [{ role: "user", content: "Which whale is the largest?" }];
const anthropic = new Anthropic({ ...first.settings, apiKey: "any" });
const gemini = new Gemini({ ...second.settings, apiKey: "any" });

for (const [provider, next] of [[anthropic, "How long is it?"], [gemini]] as const) {
  const {
    provider: name,
    text,
    message,
  } = await provider.createAsyncGenerator({ messages: history }).collect();
  console.log(`${name}: ${text}`);
  history.push(message);
  if (next !== undefined) history.push({ role: "user", content: next });
}
// What only Anthropic understands (signed reasoning) was left out; what was said was not.
for (const { role, text } of second.calls[0]?.asked.messages ?? [])
  console.log(`  ${role}: ${text}`);
