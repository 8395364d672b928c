// Ask a provider and print its answer as it comes: node examples/use-a-provider.ts "your question"
import { ProviderError, type Messages } from "@g4f/core";
import { Eliza } from "@g4f/provider-eliza";

const question = process.argv[2] ?? "Hello, who are you?";
const messages: Messages = [{ role: "user", content: question }];

try {
  for await (const text of Eliza.createAsyncGenerator({ messages })) process.stdout.write(text);
  process.stdout.write("\n");
} catch (error) {
  if (!ProviderError.is(error)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}
