import { REAL_MODEL } from "./identity.ts";
import type { Topic } from "./rule.ts";

/** Questions about the world, which a rule program cannot answer. */
export const QUESTIONS: readonly Topic[] = [
  {
    id: "question",
    rank: 14,
    words: "what why how who when where which whose whom",
    rules: [
      {
        when: "^ ~1 what if *",
        say: [
          "Then what would you do?",
          "How likely is it that $1?",
          "What would be the best outcome?",
        ],
      },
      {
        when: "^ ~1 what about *",
        say: ["What would you like to say about $1?", "Tell me what you think about $1."],
      },
      {
        when: "^ what $",
        say: [
          "I may have been unclear. What would you like to know?",
          "It was only a rule speaking. What did you expect?",
          "Never mind; a rule went astray. What were we talking about?",
        ],
      },
      {
        when: "^ why $",
        say: [
          "Because a rule said so. What is your own explanation?",
          "I have no reasons, only rules. What do you think?",
          "A fair question, and I cannot answer it.",
        ],
      },
      {
        when: "^ ~1 why do/did you ask/say ~2 $",
        say: [
          "Because a rule says so; there is no other reason.",
          "To keep the conversation going, which is all I do.",
          "A key word led me there. Shall we leave it?",
        ],
      },
      {
        when: "^ why not $",
        say: ["I could not say. Do you see a reason?", "You may well be right. What would happen?"],
      },
      {
        when: "^ ~1 why do not you *",
        say: ["I cannot $1, as no rule of mine does that.", "Would you like it if I did $1?"],
      },
      {
        when: "^ ~1 why/how ~1 cannot i *",
        say: ["What have you tried so far?", "Do you think that you should be able to $1?"],
      },
      {
        when: "^ ~1 why do/am/did i *",
        say: [
          "You know yourself better than any rule does. What is your guess?",
          "When did you first notice it?",
          "What would a friend say about that?",
        ],
      },
      {
        when: "^ ~1 why",
        say: [
          `I know of no reasons, being a rule program. A model might: ${REAL_MODEL}.`,
          "What would be your own explanation?",
          "Why do you think it is so?",
          `Such a question deserves knowledge, and I have none: ${REAL_MODEL}.`,
        ],
      },
      {
        when: "^ ~1 how can/do/should i/we/you *",
        say: [
          `I know no way to $1; a real model might: ${REAL_MODEL}.`,
          "What have you tried so far?",
          `That takes knowledge that I lack. Ask a model: ${REAL_MODEL}.`,
          "Where would you begin if you had to guess?",
        ],
      },
      {
        when: "^ ~1 how many/much/long/far/often/big/tall/old",
        say: [
          "I have no numbers to offer. What is your estimate?",
          `I cannot look that up. A model may know: ${REAL_MODEL}.`,
          "A rule program can only guess, so I would rather not.",
        ],
      },
      {
        when: "^ ~1 how",
        say: [
          `I do not know how, being a rule program. You could ask a model: ${REAL_MODEL}.`,
          "How would you explain it yourself?",
          "I have no knowledge of that. What do you know about it so far?",
        ],
      },
      {
        when: "^ ~1 who",
        say: [
          `I know nobody, since I have only rules. A model may know: ${REAL_MODEL}.`,
          "Whom would you guess?",
          `Names and facts are beyond me. Try ${REAL_MODEL}.`,
          "Is it important who it is?",
        ],
      },
      {
        when: "^ ~1 when",
        say: [
          "I have no clock and no calendar. When would suit you?",
          `I cannot tell when. Facts come from a model: ${REAL_MODEL}.`,
          "What would you say, sooner or later?",
        ],
      },
      {
        when: "^ ~1 where",
        say: [
          "I have no map and no network. Where would you look first?",
          `I do not know places. A model does: ${REAL_MODEL}.`,
          "Where did you see it last?",
        ],
      },
      {
        when: "^ ~1 what/which/whose/whom",
        say: [
          `I do not know facts: I am a small rule program. A real model may know: ${REAL_MODEL}.`,
          "What answer would you like best?",
          `There is no knowledge in my rules. Name a provider and ask it: ${REAL_MODEL}.`,
          "I cannot look that up. Why does it interest you?",
          `That is beyond a program of rules; ${REAL_MODEL} reaches one that knows more.`,
          "What do you think yourself?",
        ],
      },
      { when: "when i *", say: ["Does it always happen when you $1?", "And when you do not $1?"] },
    ],
  },
  {
    id: "yes-no-question",
    rank: 7,
    words: "is are does do did can could will would should has have",
    rules: [
      {
        when: "^ is/are/does/do/did/can/could/will/would/should/has/have it/this/that/there/he/she/they/we/the/a *",
        say: [
          "I cannot tell, having no knowledge of the world. What do you think?",
          `A rule program cannot know that. A model may: ${REAL_MODEL}.`,
          "What makes you ask?",
          "It would surprise me if a rule knew the answer. Do you?",
          "Would it matter much either way?",
        ],
      },
    ],
  },
];
