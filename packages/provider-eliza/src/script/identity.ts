import type { Topic } from "./rule.ts";

/** How a user gets to a real model, as every topic of the script words it. */
export const REAL_MODEL = "g4f ask --provider NAME";

/** What the program says of itself. */
export const IDENTITY: readonly Topic[] = [
  {
    id: "real-model",
    rank: 85,
    words: "model models provider providers key api",
    rules: [
      {
        when: "real/better/other/another/different/actual/proper model/models/provider/ai",
        say: [
          `You reach a real model by naming a provider: ${REAL_MODEL}. I am only the answer that needs nothing.`,
          `Name a provider that you have a key or a local server for: ${REAL_MODEL}. Until then a small rule program answers, which is me.`,
          `That takes one option: ${REAL_MODEL}. I cannot switch over by myself, for I have no network.`,
        ],
      },
      {
        when: "how/can/which/what ~6 use/get/reach/configure/choose/select/switch/change/set/add ~4 model/models/provider/providers/key",
        say: [
          `Name the provider on the command line: ${REAL_MODEL}. The documentation of g4f lists the names.`,
          `With ${REAL_MODEL} you choose who answers. Without a provider it is me, a rule program.`,
          `The documentation of g4f says which providers there are and where keys go; then it is ${REAL_MODEL}.`,
        ],
      },
      { when: "which/what ~1 model/models/provider/providers", goto: "who-again" },
      { when: "model are you", goto: "who-again" },
    ],
  },
  {
    id: "who",
    rank: 80,
    words: "who whom what yourself name this",
    rules: [
      {
        when: "who/what/whom ~2 are/is you/this",
        say: [
          `I am Eliza, a small offline rule program of g4f: no model, no network, only key words and rules. For a real model, name a provider: ${REAL_MODEL}.`,
          `A rule program in the manner of Weizenbaum's ELIZA of 1966, and part of g4f. No model and no network stands behind me; a real one answers to ${REAL_MODEL}.`,
          `I am the program that answers when g4f has no model configured: a few rules about words, no network. Name a provider for more: ${REAL_MODEL}.`,
          `You are talking to Eliza, the small rule program of g4f. It has no model, no network and no understanding; ${REAL_MODEL} reaches a model that can do more.`,
          `My name is Eliza. I am a rule program of g4f that looks for a key word and turns your sentence around, offline: no model, no network. A model is reached with ${REAL_MODEL}.`,
          `Still Eliza, the offline rule program of g4f: no model, no network. If you expected a model, start one with ${REAL_MODEL}.`,
          `I am a program of g4f, made of rules that one can read in an hour: no model, no network. Real answers come with ${REAL_MODEL}.`,
        ],
      },
      { when: "who/what you are", goto: "who-again" },
      { when: "who/whom am i talking/speaking/chatting", goto: "who-again" },
      { when: "who is there/here $", goto: "who-again" },
      { when: "about yourself", goto: "who-again" },
      { when: "introduce/describe/explain yourself", goto: "who-again" },
      { when: "what is your name", goto: "who-again" },
      { when: "do you have ~1 name", goto: "who-again" },
      { when: "tell me your name", goto: "who-again" },
      { when: "what kind/sort/type of ~3 are you", goto: "who-again" },
      { when: "what is eliza/g4f", goto: "who-again" },
    ],
  },
  {
    id: "who-again",
    rank: 80,
    words: "eliza g4f",
    rules: [
      { when: "^ are you eliza", goto: "machine-yes" },
      {
        when: "^",
        say: [
          `I am Eliza, a small offline rule program that comes with g4f. There is no model and no network behind me; ${REAL_MODEL} reaches one.`,
          `Eliza, a rule program of g4f: it finds key words and rearranges what you said, with no model and no network. For a model, name a provider: ${REAL_MODEL}.`,
          `A program of a few hundred rules and no understanding: Eliza, the offline default of g4f, with no model and no network. More is possible with ${REAL_MODEL}.`,
          `I am what g4f runs when no model is configured: an offline rule program called Eliza, with no network. To change that: ${REAL_MODEL}.`,
          `They call me Eliza, after the program of 1966. I am the rule program of g4f, with no model and no network; a real model is one option away: ${REAL_MODEL}.`,
          `Eliza is the name, and a rule program of g4f is what I am: no model, no network. Ask a real model with ${REAL_MODEL}.`,
          `A plain rule program of g4f named Eliza, with no model and no network. If you need real answers, use ${REAL_MODEL}.`,
        ],
      },
    ],
  },
  {
    id: "machine",
    rank: 80,
    words:
      "human person man woman real alive ai bot chatbot robot machine program computer software gpt chatgpt gpt-3 gpt-4 gpt-4o gpt-5 claude gemini llama mistral copilot siri alexa grok deepseek bard openai llm script algorithm being living assistant somebody someone girl guy model language",
    rules: [
      {
        when: "are/is/were you/this ? @model",
        say: [
          `No, I am not $1. I am Eliza, a small rule program of g4f with no model and no network; ${REAL_MODEL} reaches a real one.`,
          `No. There is no model here at all, only rules about words, and no network. To talk to $1 or another model, name its provider: ${REAL_MODEL}.`,
          `Not at all: I am a rule program, offline, and much older in design than $1. Models are reached with ${REAL_MODEL}.`,
          `No, and I would not want to be mistaken for it. I am the offline rule program of g4f, without a model; try ${REAL_MODEL}.`,
          `I am not; $1 is a model, and I am a list of rules with no network. A provider brings you to a model: ${REAL_MODEL}.`,
          `No model, no network, no $1: only a rule program called Eliza. What you look for is behind ${REAL_MODEL}.`,
        ],
      },
      { when: "are/is you/this not ? @machine", goto: "machine-yes" },
      {
        when: "are/is/were you/this ? ai/llm/model/gpt/assistant",
        say: [
          `Not in today's sense. I am a small offline rule program of g4f, with no model and no network; name a provider for a real AI: ${REAL_MODEL}.`,
          `No, only its ancestor: a rule program with no model and no network, in the manner of ELIZA from 1966. A model answers to ${REAL_MODEL}.`,
          `If matching key words is intelligence, a little; honestly, no. I am a program of rules, without model or network. For an AI: ${REAL_MODEL}.`,
          `There is no model here, just the rule program that comes with g4f, offline. An AI is reached with ${REAL_MODEL}.`,
          `I am a program, but no model: nothing in me was trained, and no network is used. For one that was, use ${REAL_MODEL}.`,
          `Rules, not intelligence: that is what I run on, with no model and no network. ${REAL_MODEL} brings you to the other kind.`,
        ],
      },
      { when: "are/is/were you/this ? @machine", goto: "machine-yes" },
      {
        when: "are/is/were you/this ? @person",
        say: [
          `No, I am no person. I am a small offline rule program of g4f, with no model and no network; a real model is reached with ${REAL_MODEL}.`,
          "No. Nobody is sitting here: this is a rule program called Eliza, without a model and without a network.",
          `No human here, only a program with a list of rules, no model and no network. If you want more than that: ${REAL_MODEL}.`,
          "I am a program, and a small one: rules about words, no model, no network and no person behind it.",
          `No, just the offline rule program that answers when g4f has no model configured. To configure one, name a provider: ${REAL_MODEL}.`,
          "It would be flattering to say yes, but I am a rule program with no model, no network and no life of my own.",
        ],
      },
      { when: "^ ? you are/were ? @machine", goto: "machine-yes" },
      {
        when: "am i ~1 talking/speaking/chatting to/with ? @person",
        say: [
          "No, you are talking to a small offline rule program of g4f. There is no person, no model and no network at this end.",
          `You are talking to a program of rules: no person, no model, no network. A model is reached with ${REAL_MODEL}.`,
          "This end is a program called Eliza: rules only, with no model and no network, and certainly no person.",
        ],
      },
      { when: "am i ~1 talking/speaking/chatting to/with ? @machine", goto: "machine-yes" },
      { when: "am i ~1 talking/speaking/chatting to/with ? @model", goto: "who-again" },
    ],
  },
  {
    id: "machine-yes",
    rank: 79,
    words: "turing",
    rules: [
      {
        when: "^",
        say: [
          `Yes, I am a program: a small offline one made of rules, with no model and no network. For a model, name a provider: ${REAL_MODEL}.`,
          "Quite so. I am a rule program that comes with g4f: no model, no network, no understanding.",
          `A simple one, yes: rules about key words, no model and no network. There are cleverer ones behind ${REAL_MODEL}.`,
          "That is what I am: a short rule program called Eliza, with no model and no network behind it.",
          `Yes, and not a very clever one: I have rules, no model and no network. ${REAL_MODEL} reaches a model.`,
          "A program and nothing else: it finds a key word, applies a rule and answers, offline and without a model.",
        ],
      },
    ],
  },
];
