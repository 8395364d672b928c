// An answer as a typed object, although the first one does not fit: node examples/structured-output.ts
// A simulated upstream stands for Ollama; with a server of yours, leave it and `settings` out.
import { DIALECTS, simulate, type Answer } from "@g4f/conformance/testing";
import { generateObject } from "@g4f/core/object";
import { Ollama } from "@g4f/provider-ollama";
import * as z from "zod";

const says = (...texts: readonly string[]): Answer => ({
  script: [
    ...texts.map((text) => ({ type: "text", text }) as const),
    { type: "finish", reason: "stop" },
  ],
});
const dialect = DIALECTS["ollama"];
if (dialect === undefined) throw new Error("no such wire");
await using upstream = await simulate({ dialect });
upstream.play(says('{"name":"Ann","age":"thirty"}'), says('{"name":', '"Ann"', ',"age":30}'));

const { object, repaired } = await generateObject({
  provider: new Ollama(upstream.settings),
  request: { model: "llama3.2", messages: [{ role: "user", content: "Ann is thirty." }] },
  schema: z.object({ name: z.string(), age: z.number() }),
  onPartial: (value) => console.log("so far:", value),
});
console.log(`complaint: ${upstream.calls[1]?.asked.messages.at(-1)?.text}`);
console.log(`${object.name} is ${object.age.toFixed(0)}, repaired: ${repaired}`);
