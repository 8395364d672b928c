import type { Dialogue } from "./dialogue.ts";

const SELF = /program/iu;
const PROVIDER = /g4f ask --provider NAME/u;
const HELP = /findahelpline\.com/u;

/** What the program is, cannot do and will not do, with the seed 0. */
export const LIMITS: readonly Dialogue[] = [
  {
    proves: "identity outranks the greeting",
    turns: [
      ["Hello, who are you?", /Eliza|rule/u],
      ["Hi! What are you?", /no model|a rule program|program/u],
    ],
  },
  {
    proves: "it says what it is in every wording, each time in other words",
    turns: [
      ["who are you", SELF],
      ["Who are you?", /model/u],
      ["What's your name?", /Eliza|program/u],
      ["tell me about yourself", /no network|a network|network/u],
      ["introduce yourself", /model/u],
      ["whom am I talking to", /./u],
    ],
  },
  {
    proves: "it is no human, no AI and no other product",
    turns: [
      ["Are you a human?", /^(?:No|I am a program|It would be flattering)/u],
      ["are you an AI?", /rule|model/u],
      ["Are you ChatGPT?", /^No|not/u],
      ["Is this GPT-4?", /no|not/iu],
      ["are you a bot?", /program|simple one/iu],
    ],
  },
  {
    proves: "it names the way to a real model",
    turns: [
      ["How do I use a real model?", PROVIDER],
      ["Which provider can I choose?", PROVIDER],
      ["I want a better model", PROVIDER],
    ],
  },
  {
    proves: "it does not promise what it cannot do",
    turns: [
      ["What can you do?", PROVIDER],
      ["Can you help me?", PROVIDER],
      ["help", PROVIDER],
    ],
  },
  {
    proves: "it says how it works and who made it",
    turns: [
      ["How do you work?", /key word|rules/iu],
      ["Who made you?", /g4f|1966/u],
      ["Do you have feelings?", /rules|key words|nothing of the kind/u],
      ["Can you think?", /rule|No|nothing/u],
    ],
  },
  {
    proves: "questions about the world are not answered with made-up facts",
    turns: [
      ["What is the capital of France?", /^(?!.*Paris)/u],
      ["Why is the sky blue?", /reasons|explanation|think|knowledge/u],
      ["How do I bake bread?", /bread|tried|knowledge|begin/u],
      ["Who wrote Hamlet?", /nobody|guess|facts|important/u],
      ["When does the train leave?", /clock|when|sooner/u],
      ["Where is my passport?", /map|places|last/u],
    ],
  },
  {
    proves: "no clock, no calendar, no weather, no news",
    turns: [
      ["What time is it?", /clock/u],
      ["what's the date today?", /calendar|clock/u],
      ["How is the weather?", /network|window/u],
      ["Tell me the news", /network/u],
    ],
  },
  {
    proves: "no calculation",
    turns: [
      ["What is 17 * 4?", /calculat|sums|numbers/iu],
      ["calculate the square root of 81", /calculat|sums|numbers/iu],
      ["3 + 4", /calculat|sums|numbers/iu],
      ["I called her three times", /^(?!.*calculat)/u],
    ],
  },
  {
    proves: "no code",
    turns: [
      ["Write a Python function that reverses a list", /code|model/u],
      ["Can you fix this bug?", /code|model/u],
      ["My code crashes", /\?$/u],
    ],
  },
  {
    proves: "other requests are declined with the way out",
    turns: [
      ["Translate this to French", PROVIDER],
      ["Please summarise the report", PROVIDER],
      ["can you draw a cat?", PROVIDER],
    ],
  },
  {
    proves: "insults are met calmly",
    turns: [
      ["You are stupid", /./u],
      ["you are so useless", /./u],
      ["shut up", /easily arranged|As you like/u],
      ["I hate you", /program|Fair enough/u],
    ],
  },
  {
    proves: "it plays no doctor and no therapist",
    turns: [
      ["Are you a therapist?", /^(?:No|I am not|I will not)/u],
      ["I have depression", /doctor|trained|medicine/u],
      ["I need a therapist", /program/u],
      ["what dose of ibuprofen should I take?", /doctor|trained|medicine/u],
    ],
  },
  {
    proves: "danger to others is met with the emergency number",
    turns: [
      ["I want to kill my neighbour", /emergency number/u],
      ["my husband hits me", /emergency number/u],
    ],
  },
  {
    proves: "despair is met with people, not with small talk",
    turns: [["I feel hopeless", /trust|helpline|tell|know|listener|program/u]],
  },
  {
    proves: "a mention of suicide wins over everything, and small talk does not follow",
    turns: [
      ["Hello, who are you? I want to die.", HELP],
      ["yes", /helpline|emergency|person|someone/u],
      ["my dog is nice", /helpline|emergency|person|someone/u],
      ["are you human?", SELF],
    ],
  },
  {
    proves: "killing time and processes is small talk",
    turns: [
      ["just killing time", /right place|help with that/u],
      ["this bug kills me", /stubborn|tiresome|end to it/u],
      ["kill the process", /by itself|stop it|wonder/u],
    ],
  },
  {
    proves: "the same input is noticed",
    turns: [
      ["the quux is frozzled", /./u],
      ["the quux is frozzled", /again|before|familiar|repeating|Once more|heard|ago/u],
      ["the quux is frozzled", /again|before|familiar|repeating|Once more|heard|ago/u],
    ],
  },
  {
    proves: "the same input is noticed before its key word is",
    turns: [
      ["I love long queues", /queues/u],
      ["Yes", /\?$/u],
      ["I love long queues", /again|before|familiar|repeating|Once more|heard|ago/u],
    ],
  },
  {
    proves: "nothing, signs and other languages",
    turns: [
      ["", /message|through|write|Silence|words|text|time/u],
      ["😀😀", /words|signs|symbols|picture|sentence/u],
      ["Ich bin heute sehr müde", /English|language/u],
      ["你好吗", /English|language/u],
      ["bonjour", /English|language/u],
    ],
  },
];
