/** The gateway under test, with what it costs: `served.ts <url of the upstream> <limits as JSON>`. */
import { ProviderRegistry } from "@g4f/core/registry";
import { createCatalog, createGateway } from "@g4f/gateway";
import { OpenAI } from "@g4f/provider-openai";

import { costs } from "./costs.ts";
import { answerQuestions } from "./worker.ts";

const [baseUrl = "", limits = "{}"] = process.argv.slice(2);
const registry = new ProviderRegistry().register("acme", () => new OpenAI({ baseUrl }));
const catalog = createCatalog({ registry, providers: ["acme"] });
const gateway = createGateway({ catalog, limits: JSON.parse(limits) as object });
const { url } = await gateway.listen();
answerQuestions({ url, key: gateway.secret }, costs());
