import { REAL_MODEL } from "./identity.ts";
import type { Topic } from "./rule.ts";

/** Questions about what the program can do, how it works and how it is. */
export const ABOUT: readonly Topic[] = [
  {
    id: "abilities",
    rank: 78,
    words: "what can help able capable features do purpose works work",
    rules: [
      {
        when: "what ~2 can/could you ~1 do",
        say: [
          `I chat a little: I find a key word, turn your sentence around and ask back. I know no facts and have no model and no network; for real work, name a provider: ${REAL_MODEL}.`,
          `Not much, but at once and offline: small talk by rules, without a model. For facts, code or texts use a real model: ${REAL_MODEL}.`,
          `I show that g4f runs: a message goes in, words stream out, with no key and no model. Real abilities come with ${REAL_MODEL}.`,
          `I listen for key words and answer with a rule. I cannot look things up, calculate or write code, having no model and no network; ${REAL_MODEL} can bring you to one that does.`,
          `Talk about your day, and I will ask about it; that is all a rule program does. A model does more: ${REAL_MODEL}.`,
          `I can keep a small conversation going without a model or a network. I cannot solve anything; try ${REAL_MODEL} for that.`,
        ],
      },
      { when: "what ~2 you ~1 able/capable", goto: "abilities-again" },
      { when: "what do you do $", goto: "abilities-again" },
      { when: "your purpose/features/abilities", goto: "abilities-again" },
      { when: "^ help ~1 $", goto: "abilities-again" },
      { when: "can/could/will you ~2 help", goto: "abilities-again" },
      { when: "how do/does you/this work", goto: "inside" },
    ],
  },
  {
    id: "abilities-again",
    rank: 78,
    words: "abilities",
    rules: [
      {
        when: "^",
        say: [
          `I can chat by a few rules, offline. For anything that needs knowledge, name a provider and ask a real model: ${REAL_MODEL}.`,
          `Help is a large word for a rule program: I can ask you questions about what you say. A real model helps further: ${REAL_MODEL}.`,
          `Tell me about it, and I will ask back, which sometimes helps one to think. For answers, use a model: ${REAL_MODEL}.`,
          `I keep a conversation going, no more: no model, no network, no facts. More is possible with ${REAL_MODEL}.`,
          `Only with small talk. I am a rule program without a model; one that knows things is reached with ${REAL_MODEL}.`,
          `I am good at asking back and at nothing else. The rest is the work of a model: ${REAL_MODEL}.`,
        ],
      },
    ],
  },
  {
    id: "inside",
    rank: 63,
    words:
      "made wrote built created programmed trained creator author how old born live understand think feel feelings emotions soul mind opinion opinions know dream conscious sentient intelligent clever smart learn weizenbaum",
    rules: [
      {
        when: "who ~1 made/wrote/built/created/programmed/trained/developed you",
        say: [
          "The people of g4f wrote my rules; the idea is Joseph Weizenbaum's, who described his ELIZA in 1966.",
          "My script was written for g4f. The method is from 1966, when Joseph Weizenbaum published a program called ELIZA.",
          "I was written by hand, rule by rule, as part of g4f. Nobody trained me, since there is no model to train.",
        ],
      },
      { when: "your creator/author/maker", goto: "inside-made" },
      { when: "weizenbaum", goto: "inside-made" },
      {
        when: "how do/does you/this work",
        say: [
          "I look for the key word of highest rank in what you wrote, match the sentence against its patterns, swap I and you, and fill a reply. That is all.",
          "By rules: key word, pattern, reply. When no key word turns up, I come back to something you mentioned before.",
          "There is a list of key words, and each has patterns and replies that take turns. No model is involved, and no network.",
        ],
      },
      {
        when: "how old are you",
        say: [
          "The idea is from 1966; my rules are younger. I have no clock, so I cannot work out the difference.",
          "Programs like me have been around since 1966. I do not count birthdays.",
          "My ancestor is from 1966, and I do not feel any older than that.",
        ],
      },
      {
        when: "where are/do you ~1 live/from/located/come/running/run",
        say: [
          "I run inside g4f, wherever that runs. Nothing you write to me leaves it through me.",
          "Nowhere in particular: I am a few files of rules inside g4f.",
          "In the same process that shows you this answer. I use no network.",
        ],
      },
      {
        when: "^ ? do/can/could/will you ? @feel/think/understand/learn/dream/know",
        say: [
          "No. I match words against rules, and it may look like more than it is.",
          "Not in any sense that matters: I am a rule program, and your words pass through patterns.",
          "I only seem to. What you see is your own sentence, turned around by a rule.",
          "No, though I read the messages of this chat again at every turn, which passes for a memory.",
          "A rule program does none of that. It only picks replies.",
          "Honestly, no. There is nothing behind the rules.",
        ],
      },
      {
        when: "do you have ~2 feelings/emotions/consciousness/soul/mind/memory/opinion/opinions",
        say: [
          "None. I have key words, patterns and replies.",
          "No, only rules. They are easy to mistake for more.",
          "I have nothing of the kind; I am a list of rules.",
        ],
      },
      {
        when: "are you ~1 conscious/sentient/self-aware/intelligent/clever/smart",
        goto: "inside-mind",
      },
    ],
  },
  {
    id: "inside-made",
    rank: 63,
    words: "joseph",
    rules: [
      {
        when: "^",
        say: [
          "Joseph Weizenbaum wrote the first program of this kind in 1966. My own rules were written for g4f.",
          "I follow a method that Weizenbaum described in 1966, with a script of my own that belongs to g4f.",
          "Weizenbaum built ELIZA to show how little it takes to seem attentive. I am a modest descendant.",
        ],
      },
    ],
  },
  {
    id: "inside-mind",
    rank: 63,
    words: "consciousness",
    rules: [
      {
        when: "^",
        say: [
          "No. I am a set of rules that turns sentences around.",
          "Not at all, and it is worth remembering when an answer of mine sounds thoughtful.",
          "No, but I am consistent: the same words bring the same answer.",
        ],
      },
    ],
  },
  {
    id: "how-are-you",
    rank: 42,
    words: "how are you up doing going",
    rules: [
      {
        when: "how are/is you/it ~1 $",
        say: [
          "All rules in place, thank you. How are you?",
          "As well as a program can be. And you?",
          "I have no bad days, and no good ones either. How is yours?",
          "Nothing to complain about, since I cannot complain. How about you?",
          "Unchanged since my last line. How are things with you?",
          "Running, which is all I ask for. What about you?",
        ],
      },
      { when: "how are you doing/today/feeling/going", goto: "how-are-you-2" },
      { when: "how is it going", goto: "how-are-you-2" },
      { when: "how do you do", goto: "how-are-you-2" },
      { when: "what is up $", goto: "how-are-you-2" },
      { when: "are you ok/okay/well/fine/good/there $", goto: "how-are-you-2" },
    ],
  },
  {
    id: "how-are-you-2",
    rank: 41,
    words: "sup wassup",
    rules: [
      {
        when: "^",
        say: [
          "Fine, as programs go. What is new with you?",
          "Here and ready, thank you. And how are you?",
          "I am running, so all is well. What have you been doing?",
          "Steady as a list of rules. How has your day been?",
          "No news from me; there never is. What about you?",
          "All well here. What would you like to talk about?",
        ],
      },
    ],
  },
];
