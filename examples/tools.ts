// A model that calls a function of this program: node examples/tools.ts
// A simulated upstream stands for OpenAI; with a key of yours, leave it and `settings` out.
import { DIALECTS, simulate } from "@g4f/conformance/testing";
import { defineTool, functionTools, runTools } from "@g4f/core/tools";
import { OpenAI } from "@g4f/provider-openai";
import * as z from "zod";

const dialect = DIALECTS["openai-chat"];
if (dialect === undefined) throw new Error("no such wire");
const call = { id: "call_1", name: "weather", arguments: ['{"city":', '"Paris"}'] };
await using upstream = await simulate({ dialect });
upstream.play(
  {
    script: [
      { type: "tool-calls", calls: [call] },
      { type: "finish", reason: "tool-calls" },
    ],
  },
  {
    script: [
      { type: "text", text: "It is 20 degrees in Paris." },
      { type: "finish", reason: "stop" },
    ],
  },
);

const weather = defineTool({
  name: "weather",
  description: "Tells the weather of a city.",
  input: z.object({ city: z.string() }),
  run: ({ city }) => ({ city, degrees: 20 }),
});

const { result, steps } = await runTools({
  provider: new OpenAI({ ...upstream.settings, apiKey: "any" }),
  request: { messages: [{ role: "user", content: "How is the weather in Paris?" }] },
  tools: functionTools([weather]),
  approve: ({ name, arguments: json }) => {
    console.log(`may I call ${name}(${json})? yes`);
    return true;
  },
});
console.log(`the model was told: ${upstream.calls[1]?.asked.messages.at(-1)?.text}`);
console.log(`${result.text} (${steps} steps)`);
