import type { Topic } from "./rule.ts";

/** What the user thinks, and how sure it is. */
export const THOUGHTS: readonly Topic[] = [
  {
    id: "think",
    rank: 17,
    words: "think believe guess suppose feel know wonder understand mean",
    rules: [
      {
        when: "what/who/how ~1 do you think/believe",
        say: [
          "I have no opinions, only rules. What do you think?",
          "I do not think at all; but I would like to hear your view.",
          "A rule program has nothing to say on that. And you?",
        ],
      },
      {
        when: "i do not know *",
        say: ["Is it important to know $1?", "Who might know $1?", "What would you guess?"],
      },
      {
        when: "i do not ~1 know/understand $",
        say: [
          "That is all right. What would you like to know?",
          "Nobody knows everything. What is your guess?",
          "Which part is unclear?",
          "What would help you to find out?",
        ],
      },
      {
        when: "i do not ~1 understand *",
        say: ["Which part of it is unclear?", "What do you understand of it so far?"],
      },
      {
        when: "i ? think/believe/guess/suppose you are *",
        say: [
          "What makes you think that I am $1?",
          "I am a rule program; whether I am $1 is up to you.",
          "You may be right. Does it trouble you?",
        ],
      },
      {
        when: "i ? think/believe/guess/suppose ~1 that *",
        say: ["How sure are you that $1?", "What makes you think that $1?"],
      },
      {
        when: "i ? think/believe/guess/suppose i *",
        say: [
          "What makes you think that you $1?",
          "How sure are you that you $1?",
          "And if you do not?",
        ],
      },
      {
        when: "i ? think/believe/guess/suppose *",
        say: [
          "How did you arrive at that?",
          "Are you sure of it?",
          "Would others agree?",
          "What speaks against it?",
        ],
      },
      {
        when: "i feel like/that *",
        say: [
          "How long has it seemed like that?",
          "What gives you that feeling?",
          "Is it $1, or does it only seem so?",
        ],
      },
      {
        when: "i feel *",
        say: ["What makes you feel $1?", "Do you often feel $1?", "When did you begin to feel $1?"],
      },
      {
        when: "i wonder *",
        say: ["What is your guess?", "Where could you find out?", "Why do you wonder just now?"],
      },
      {
        when: "i know *",
        say: ["How do you know that?", "Since when have you known?", "Then what is the question?"],
      },
      {
        when: "what do you mean",
        say: [
          "Less than it seems: a rule produced it from your own words.",
          "I only rearranged what you said. What did you mean?",
          "Nothing deep. A key word matched, and that was the reply.",
        ],
      },
    ],
  },
  {
    id: "because",
    rank: 16,
    words: "because reason reasons cause",
    rules: [
      {
        when: "^ because *",
        say: [
          "Is that the only reason?",
          "Would it be otherwise if that were not so?",
          "That explains a part of it. What about the rest?",
          "I see. Does any other reason come to mind?",
        ],
      },
      {
        when: "^",
        say: [
          "Is that reason enough?",
          "How did you find out the reason?",
          "Would somebody else give the same reason?",
        ],
      },
    ],
  },
  {
    id: "always",
    rank: 15,
    words: "always never constantly forever",
    rules: [
      {
        when: "you always/never *",
        say: ["Perhaps I do; my rules are few.", "That may be. Do other people do that, too?"],
      },
      {
        when: "always/constantly/forever",
        say: [
          "Always?",
          "Can you think of one time when it was not so?",
          "When did it last happen?",
          "Is it always, or only often?",
        ],
      },
      {
        when: "never",
        say: ["Never at all?", "What would it take for once?", "Was there not a single time?"],
      },
    ],
  },
];
