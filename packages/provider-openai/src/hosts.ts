import type { Host, Source } from "./host.ts";

const read = (url: string): { readonly source: Source; readonly verified: true } => ({
  source: { url, checkedOn: "2026-11-21" },
  verified: true,
});

const OPENAI: Host = {
  name: "OpenAI",
  url: "https://platform.openai.com/docs/api-reference/chat",
  baseUrl: "https://api.openai.com/v1",
  keyVariable: "OPENAI_API_KEY",
  defaultModel: "gpt-5-mini",
  maxTokensField: "max_completion_tokens",
  developerRole: true,
  supports: { imageInput: "unknown", fileInput: "unknown", audioInput: "unknown" },
};

const AZURE: Host = {
  name: "Azure",
  label: "Azure OpenAI",
  url: "https://learn.microsoft.com/azure/ai-foundry/openai/",
  baseUrlExample: "https://<resource>.openai.azure.com/openai/v1",
  keyVariable: "AZURE_OPENAI_API_KEY",
  keyHeader: "api-key",
  maxTokensField: "max_completion_tokens",
  developerRole: true,
};

/** Hosts of many models. */
const MARKETS: readonly Host[] = [
  {
    name: "OpenRouter",
    url: "https://openrouter.ai",
    baseUrl: "https://openrouter.ai/api/v1",
    keyVariable: "OPENROUTER_API_KEY",
    defaultModel: "openrouter/auto",
    reasoningBack: "reasoning_details",
    supports: { topK: true },
    ...read("https://openrouter.ai/models/openai/shap-e/api"),
  },
  {
    name: "Groq",
    url: "https://console.groq.com",
    baseUrl: "https://api.groq.com/openai/v1",
    keyVariable: "GROQ_API_KEY",
    defaultModel: "openai/gpt-oss-20b",
    maxTokensField: "max_completion_tokens",
    messageNames: false,
    logprobs: false,
    ...read("https://console.groq.com/docs/openai"),
  },
  {
    name: "Together",
    label: "Together AI",
    url: "https://www.together.ai",
    baseUrl: "https://api.together.ai/v1",
    keyVariable: "TOGETHER_API_KEY",
    defaultModel: "openai/gpt-oss-20b",
    supports: { topK: true },
    ...read("https://docs.together.ai/docs/inference/openai-compatibility"),
  },
  {
    name: "Fireworks",
    label: "Fireworks AI",
    url: "https://fireworks.ai",
    baseUrl: "https://api.fireworks.ai/inference/v1",
    keyVariable: "FIREWORKS_API_KEY",
    supports: { topK: true },
  },
  {
    name: "DeepInfra",
    url: "https://deepinfra.com",
    baseUrl: "https://api.deepinfra.com/v1/openai",
    keyVariable: "DEEPINFRA_API_KEY",
    ...read("https://deepinfra.com/docs/advanced/openai_api"),
  },
  {
    name: "NVIDIA",
    label: "NVIDIA NIM",
    url: "https://build.nvidia.com",
    baseUrl: "https://integrate.api.nvidia.com/v1",
    keyVariable: "NVIDIA_API_KEY",
  },
  {
    name: "GitHubModels",
    label: "GitHub Models",
    url: "https://github.com/marketplace/models",
    baseUrl: "https://models.github.ai/inference",
    keyVariable: "GITHUB_TOKEN",
    modelsPath: "https://models.github.ai/catalog/models",
  },
  {
    name: "HuggingFace",
    label: "Hugging Face router",
    url: "https://huggingface.co/docs/inference-providers",
    baseUrl: "https://router.huggingface.co/v1",
    keyVariable: "HF_TOKEN",
    ...read("https://huggingface.co/docs/inference-providers/en/providers/cerebras"),
  },
  {
    name: "SambaNova",
    url: "https://cloud.sambanova.ai",
    baseUrl: "https://api.sambanova.ai/v1",
    keyVariable: "SAMBANOVA_API_KEY",
  },
  {
    name: "Nebius",
    label: "Nebius Token Factory",
    url: "https://nebius.com",
    baseUrl: "https://api.tokenfactory.nebius.com/v1",
    keyVariable: "NEBIUS_API_KEY",
  },
  {
    name: "Cerebras",
    url: "https://inference-docs.cerebras.ai",
    baseUrl: "https://api.cerebras.ai/v1",
    keyVariable: "CEREBRAS_API_KEY",
    maxTokensField: "max_completion_tokens",
  },
];

/** Makers of models. */
const MAKERS: readonly Host[] = [
  {
    name: "DeepSeek",
    url: "https://api-docs.deepseek.com",
    baseUrl: "https://api.deepseek.com",
    keyVariable: "DEEPSEEK_API_KEY",
    defaultModel: "deepseek-v4-flash",
    reasoningBack: "reasoning_content",
    schemaMode: "none",
    supports: { seed: "unknown" },
  },
  {
    name: "Mistral",
    label: "Mistral AI",
    url: "https://docs.mistral.ai",
    baseUrl: "https://api.mistral.ai/v1",
    keyVariable: "MISTRAL_API_KEY",
    defaultModel: "mistral-small-latest",
    usageOption: false,
    seedField: "random_seed",
    toolIds: "nine",
    messageNames: false,
  },
  {
    name: "xAI",
    url: "https://docs.x.ai",
    baseUrl: "https://api.x.ai/v1",
    keyVariable: "XAI_API_KEY",
  },
  {
    name: "Perplexity",
    url: "https://docs.perplexity.ai",
    baseUrl: "https://api.perplexity.ai",
    keyVariable: "PERPLEXITY_API_KEY",
    // The page shows the address; others report that this wire was given up in September 2026.
    source: {
      url: "https://docs.perplexity.ai/docs/sonar/openai-compatibility",
      checkedOn: "2026-11-21",
    },
    defaultModel: "sonar",
    usageOption: false,
    thinkTags: true,
    supports: { tools: false, seed: false },
  },
  {
    name: "Moonshot",
    label: "Moonshot AI",
    url: "https://platform.moonshot.ai",
    baseUrl: "https://api.moonshot.ai/v1",
    keyVariable: "MOONSHOT_API_KEY",
    reasoningBack: "reasoning_content",
    supports: { seed: "unknown" },
  },
  {
    name: "Qwen",
    label: "Qwen (DashScope)",
    url: "https://www.alibabacloud.com/help/en/model-studio",
    baseUrl: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    keyVariable: "DASHSCOPE_API_KEY",
    defaultModel: "qwen-plus",
    supports: { topK: true },
  },
  {
    name: "Zai",
    label: "Z.ai",
    url: "https://docs.z.ai",
    baseUrl: "https://api.z.ai/api/paas/v4",
    keyVariable: "ZAI_API_KEY",
    reasoningBack: "reasoning_content",
    schemaMode: "none",
    supports: { seed: "unknown" },
  },
  {
    name: "Cohere",
    label: "Cohere (compatibility API)",
    url: "https://docs.cohere.com",
    baseUrl: "https://api.cohere.ai/compatibility/v1",
    keyVariable: "COHERE_API_KEY",
    defaultModel: "command-a-03-2025",
    usageOption: false,
    ...read("https://docs.cohere.com/docs/compatibility-api"),
  },
];

/** Servers on the own machine; their ports are common ones, so only a probe of its own tells one. */
const LOCAL: readonly Host[] = [
  {
    name: "LMStudio",
    label: "LM Studio",
    url: "https://lmstudio.ai/docs",
    baseUrl: "http://127.0.0.1:1234/v1",
    local: { baseUrl: "http://127.0.0.1:1234/v1", probe: "/api/v0/models" },
    supports: { topK: true },
    ...read("https://lmstudio.ai/docs/api/openai-api"),
  },
  {
    name: "LlamaCpp",
    label: "llama.cpp server",
    url: "https://github.com/ggml-org/llama.cpp",
    baseUrl: "http://127.0.0.1:8080/v1",
    local: { baseUrl: "http://127.0.0.1:8080/v1", probe: "/props" },
    supports: { topK: true },
  },
  {
    name: "vLLM",
    url: "https://docs.vllm.ai",
    baseUrl: "http://127.0.0.1:8000/v1",
    local: { baseUrl: "http://127.0.0.1:8000/v1", probe: "/version" },
    supports: { topK: true },
    ...read("https://docs.vllm.ai/en/v0.8.1/serving/openai_compatible_server.html"),
  },
  {
    name: "OllamaV1",
    label: "Ollama (/v1)",
    url: "https://ollama.com",
    baseUrl: "http://127.0.0.1:11434/v1",
    local: { baseUrl: "http://127.0.0.1:11434/v1", probe: "/api/version" },
  },
  {
    name: "Jan",
    url: "https://jan.ai",
    baseUrl: "http://127.0.0.1:1337/v1",
  },
];

/** Every host known here, OpenAI first. */
export const HOSTS: readonly Host[] = [OPENAI, AZURE, ...MARKETS, ...MAKERS, ...LOCAL];

/** The row of OpenAI itself. */
export const OPENAI_HOST: Host = OPENAI;
