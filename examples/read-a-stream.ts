// Read chunks, abort half-way and keep what came, read the result: node examples/read-a-stream.ts
import { ProviderError, type Message } from "@g4f/core";
import { Eliza } from "@g4f/provider-eliza";

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const eliza = new Eliza();
const history: Message[] = [{ role: "user", content: "I am worried about my exam tomorrow." }];

// 1. Everything a provider yields: text as strings, the rest told apart by `type`.
const stream = eliza.createAsyncGenerator({ messages: history });
for await (const chunk of stream.chunks()) {
  if (typeof chunk === "string") print(`text: ${JSON.stringify(chunk)}`);
  else if (chunk.type === "usage") print(`usage: ${chunk.outputTokens} tokens`);
  else if (chunk.type === "finish") print(`finish: ${chunk.reason}`);
}

// 2. What the call amounts to; its message goes straight onto the history.
const { text, model, provider, message } = await stream.result;
print(`result: ${provider}/${model} said ${JSON.stringify(text)}`);
history.push(message, { role: "user", content: "My mother says that I should sleep." });

// 3. Abort after three words: the error holds what had come until then.
const controller = new AbortController();
let words = 0;
try {
  const call = { messages: history, signal: controller.signal };
  for await (const _ of eliza.createAsyncGenerator(call)) if (++words === 3) controller.abort();
} catch (error) {
  if (!ProviderError.is(error)) throw error;
  print(`${error.code} after ${JSON.stringify(error.partial?.text)}`);
}
