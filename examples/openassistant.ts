// Open Assistant's protocol, client and server, without a network: node --conditions=@g4f/source examples/openassistant.ts
import { createOpenAssistantServer } from "@g4f/openassistant-server";
import { OpenAssistant } from "@g4f/provider-openassistant";

await using server = createOpenAssistantServer();
const { url } = await server.listen();
const { name, value } = server.secrets.sessionCookie;

const provider = new OpenAssistant({ baseUrl: url, cookies: { [name]: value } });
const messages = [{ role: "user", content: "I had an argument with my brother." }] as const;
for await (const text of provider.createAsyncGenerator({ messages, keepChat: false })) {
  process.stdout.write(text);
}
process.stdout.write("\n");
