// An image to a model that sees, and one refused for a model that does not: node examples/images.ts
// A simulated upstream stands for Anthropic; with a key of yours, leave it and `settings` out.
import { DIALECTS, simulate } from "@g4f/conformance/testing";
import { ProviderError, type Messages } from "@g4f/core";
import { Anthropic } from "@g4f/provider-anthropic";
import { Eliza } from "@g4f/provider-eliza";

const dialect = DIALECTS["anthropic-messages"];
if (dialect === undefined) throw new Error("no such wire");
await using upstream = await simulate({ dialect });
upstream.play({
  script: [
    { type: "text", text: "A single grey dot." },
    { type: "finish", reason: "stop" },
  ],
});

// Bytes, from wherever they come; `url` in place of `data` for an image on the web.
const GIF = "R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";
const image = { type: "image", data: Buffer.from(GIF, "base64"), mediaType: "image/gif" } as const;
const messages: Messages = [
  { role: "user", content: [{ type: "text", text: "What is in this image?" }, image] },
];

const anthropic = new Anthropic({ ...upstream.settings, apiKey: "any" });
for await (const text of anthropic.createAsyncGenerator({ messages })) process.stdout.write(text);
console.log(`\nsent as it is: ${upstream.calls[0]?.request.body.includes(GIF)}`);

try {
  await new Eliza().createAsyncGenerator({ messages }).collect();
} catch (error) {
  if (!ProviderError.is(error)) throw error;
  console.log(`${error.code}: ${error.message}`);
}
