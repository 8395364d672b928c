import { REAL_MODEL } from "./identity.ts";
import type { Topic } from "./rule.ts";

/** Requests that a rule program cannot fulfil, and says so. */
export const LIMITS: readonly Topic[] = [
  {
    id: "calculation",
    rank: 72,
    words:
      "calculate compute plus minus times multiply multiplied divide divided sum subtract square percent equation math maths arithmetic solve",
    rules: [
      { when: "math/maths/arithmetic", goto: "mathematics" },
      { when: "what is ~4 plus/minus/times/multiplied/divided/percent/squared", goto: "sums" },
      { when: "^ ~3 calculate/compute/multiply/divide/subtract/add", goto: "sums" },
      { when: "square root", goto: "sums" },
      { when: "sum of", goto: "sums" },
      { when: "solve ~4 equation/equations", goto: "sums" },
    ],
  },
  {
    id: "sums",
    rank: 72,
    words: "sums",
    rules: [
      {
        when: "^",
        say: [
          "I do not calculate: I am a rule program for words, and numbers are only words to me.",
          `I cannot do sums; there is no arithmetic among my rules. A real model or a calculator can: ${REAL_MODEL}.`,
          "That is a task for a calculator. I do not calculate, and a guess would not help you.",
          "I do not calculate, not even small sums. I only look for key words.",
          `Numbers are beyond me: I do not calculate. You could ask a real model: ${REAL_MODEL}.`,
          "I would have to make the result up, so I do not calculate at all.",
        ],
      },
    ],
  },
  {
    id: "mathematics",
    rank: 30,
    words: "algebra geometry",
    rules: [
      {
        when: "^",
        say: [
          "I do not calculate, but I can ask: what do you like or dislike about mathematics?",
          "I have no numbers to offer, as I do not calculate. What are you working on?",
          "Mathematics is not for a program of words; I do not calculate. What brings you to it?",
        ],
      },
    ],
  },
  {
    id: "clock",
    rank: 71,
    words:
      "time date day weather temperature rain raining news forecast year month clock o'clock stock price score sunny snow",
    rules: [
      {
        when: "what/which/tell/know/is/have/got ~5 time/clock/o'clock $",
        say: [
          "I have no clock, so I cannot tell the time.",
          "No clock and no network: I do not know what time it is. The corner of your screen probably does.",
          "I cannot see a clock. A rule program lives outside time.",
        ],
      },
      { when: "what time is it", goto: "no-clock" },
      { when: "what/which ~4 date/day/year/month", goto: "no-clock" },
      { when: "what/which ~1 date/day/year/month is", goto: "no-clock" },
      {
        when: "how/what/tell/is/will/check ~6 weather/temperature/rain/raining/forecast/sunny/snow",
        say: [
          "I have no network and no window, so I know nothing about the weather.",
          "The weather is out of my reach: I have no network. What does it look like where you are?",
          "I cannot look up the weather without a network. A glance outside is more reliable than I am.",
          "No network, no forecast. Are you planning something that depends on it?",
        ],
      },
      {
        when: "weather/rain/raining/snow/sunny",
        say: [
          "I have no window to see the weather from. Does it change your mood?",
          "Weather is always good for small talk. Do you mind it as it is?",
          "I cannot check the weather, having no network. What would you do on a perfect day?",
        ],
      },
      {
        when: "news/stock/price/score",
        say: [
          "I have no network, so no news reaches me.",
          "Nothing current gets to me: I have no network. What did you hear?",
          "I cannot look that up without a network.",
        ],
      },
    ],
  },
  {
    id: "no-clock",
    rank: 71,
    words: "calendar",
    rules: [
      {
        when: "^",
        say: [
          "I have no clock and no calendar, so I cannot tell.",
          "Dates and times are unknown to me: I have no clock and no network.",
          "I cannot say. A rule program without a clock does not know one day from another.",
        ],
      },
    ],
  },
  {
    id: "code-request",
    rank: 70,
    words:
      "code function program script regex sql query algorithm bug class app website html component unit debug refactor implement fix compile",
    rules: [
      {
        when: "^ can/could/would/will/please/help/i/show/give/write/make/fix/debug/refactor/implement/create/build/generate/how/explain/optimise/optimize ~9 code/function/program/script/regex/sql/query/algorithm/class/app/website/html/component/bug",
        say: [
          `I cannot write or fix code: I am a rule program without a model. A real one can: ${REAL_MODEL}.`,
          `Code is beyond me. I match key words, and no rule of mine produces a program; try ${REAL_MODEL}.`,
          `I would only repeat your words in another order, which is no code. For real help, name a provider: ${REAL_MODEL}.`,
          `No code comes from me, I am sorry to say; I have no model. You want ${REAL_MODEL}.`,
          `Writing code takes a model, and I am none. Ask one with ${REAL_MODEL}.`,
          `I cannot write code, but I can listen while you explain the problem. For the code itself: ${REAL_MODEL}.`,
        ],
      },
      { when: "write/fix/debug/refactor/implement ~6 @language", goto: "computers" },
      { when: "refactor/implement/debug ~1 this/the/my", goto: "code-again" },
    ],
  },
  {
    id: "code-again",
    rank: 70,
    words: "fizzbuzz leetcode",
    rules: [
      {
        when: "^",
        say: [
          `I cannot write code; no rule of mine does that. A model does: ${REAL_MODEL}.`,
          `That needs a model that can write code, and I cannot. Name one: ${REAL_MODEL}.`,
          `I am the wrong program for code. Try ${REAL_MODEL}.`,
        ],
      },
    ],
  },
  {
    id: "joke",
    rank: 69,
    words: "joke jokes funny riddle",
    rules: [
      {
        when: "tell/know/another/hear/say/make ~4 joke/jokes/riddle/funny",
        say: [
          "A rule program walks into a bar. The barman asks what it wants, and it says: why do you ask what I want?",
          "My best one: I was asked for a joke, and I looked for a key word.",
          "I know one about a forgotten key word, but no rule comes to mind.",
          "Two patterns meet. Says one: you match. Says the other: only up to a wildcard.",
          "I tell them badly, having no sense of timing or of anything else. What makes you laugh?",
        ],
      },
    ],
  },
  {
    id: "request",
    rank: 40,
    words:
      "ask write translate summarise summarize explain draw paint generate list find search recommend suggest compose draft describe rewrite correct proofread plan compare recipe story poem essay email letter show give tell teach read open download sing play make create calculate",
    rules: [
      {
        when: "^ ? can/may/could i ~1 tell/ask/show you",
        say: [
          "Of course. Go ahead.",
          "Please do, though I only have rules to answer with.",
          "Certainly. I am all key words.",
        ],
      },
      {
        when: "^ ~1 can/could/would/will/please ~2 write/translate/summarise/summarize/explain/draw/paint/generate/list/find/search/recommend/suggest/compose/draft/describe/rewrite/correct/proofread/plan/compare/show/give/tell/teach/read/open/download/sing/play/make/create *",
        say: [
          `I cannot do that: I am a rule program and know nothing about the world. A real model might: ${REAL_MODEL}.`,
          `That is beyond a few rules, I am afraid. With a provider it is possible: ${REAL_MODEL}.`,
          `I wish my rules reached that far. Try a real model: ${REAL_MODEL}.`,
          `No rule of mine does that. Name a provider and ask again: ${REAL_MODEL}.`,
          `I can only talk about it, not do it; a model could do it: ${REAL_MODEL}.`,
          `You need a model for that, and I am none: ${REAL_MODEL}.`,
        ],
      },
      {
        when: "^ write/translate/summarise/summarize/explain/draw/paint/generate/list/find/search/recommend/suggest/compose/draft/describe/rewrite/correct/proofread/plan/compare/show/give/tell/teach/read/open/download/sing/play/make/create *",
        say: [
          `I cannot do that, being a rule program without a model. Name a provider: ${REAL_MODEL}.`,
          `That needs knowledge, and I have only rules. A model has more: ${REAL_MODEL}.`,
          `My rules do not cover such tasks. A real model is one option away: ${REAL_MODEL}.`,
          `I would be making it up. Ask a model instead: ${REAL_MODEL}.`,
          `Such work is not in me: no model, no network, only small talk. Try ${REAL_MODEL}.`,
          `Sorry, I only do small talk by rule. The rest takes ${REAL_MODEL}.`,
        ],
      },
      {
        when: "^ i ~1 need/want/like ~1 you to *",
        say: [
          `I am only a rule program, so there is little I can do about that. A model may: ${REAL_MODEL}.`,
          "You give me too much credit: all I can do is answer by rule.",
        ],
      },
    ],
  },
];
