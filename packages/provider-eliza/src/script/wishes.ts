import type { Topic } from "./rule.ts";

/** What the user wants, may, can, likes and dislikes. */
export const WISHES: readonly Topic[] = [
  {
    id: "about-self",
    rank: 23,
    words: "i",
    rules: [
      {
        when: "^ should i *",
        say: [
          "Whether you should $1 is not a thing that rules can decide. What speaks for it?",
          "What would happen if you did not $1?",
          "What would a good friend say if you asked whether to $1?",
        ],
      },
      {
        when: "^ can/could/may/will/would i *",
        say: [
          "What would it take, and what stands in the way?",
          "Do you think that you could $1?",
          "I cannot know that. What do you think yourself?",
        ],
      },
      {
        when: "^ am i *",
        say: [
          "What makes you ask whether you are $1?",
          "Would it matter if you were $1?",
          "Who says that you are $1?",
        ],
      },
      {
        when: "^ did/do/have i *",
        say: [
          "You know that better than I do.",
          "What do you think yourself?",
          "I only know what stands in this chat.",
        ],
      },
    ],
  },
  {
    id: "want",
    rank: 20,
    words: "want need wish hope would like wants",
    rules: [
      {
        when: "i do not want to *",
        say: [
          "What would happen if you did not $1?",
          "Does anyone expect you to $1?",
          "What would you rather do than $1?",
        ],
      },
      {
        when: "i do not want/need *",
        say: ["What would you rather have than $1?", "Is somebody pressing $1 on you?"],
      },
      {
        when: "i ? want/need you to *",
        say: [
          "Do not count on me to $1: I am only a rule program.",
          "What makes you think that I could $1?",
          "There is no rule that lets me $1. Who else might?",
        ],
      },
      {
        when: "i ? want/need to *",
        say: [
          "What keeps you from it?",
          "What would change if you could $1?",
          "How long have you wanted to $1?",
          "Why do you want to $1?",
        ],
      },
      {
        when: "i would ? like to *",
        say: [
          "What would be the first step if you were to $1?",
          "What draws you to it?",
          "When will you $1?",
        ],
      },
      {
        when: "i ? want/need *",
        say: [
          "What would you do if you had $1?",
          "Why do you want $1?",
          "Suppose you got $1 tomorrow; what then?",
          "Is $1 hard to get?",
        ],
      },
      { when: "i would ? like *", say: ["What would you do with $1?", "Why $1 in particular?"] },
      {
        when: "i wish *",
        say: [
          "What would be different if $1?",
          "Have you wished that for long?",
          "Is it only a wish, or could it come about?",
        ],
      },
      {
        when: "i hope *",
        say: [
          "What makes you hopeful that $1?",
          "And if it turns out otherwise?",
          "I have no way to hope, but I see why you would.",
        ],
      },
      {
        when: "he/she wants/needs *",
        say: ["What do you think about that wish?", "And what do you want yourself?"],
      },
      {
        when: "do you ? want/need/like",
        say: [
          "I want nothing; that is the comfort of being a program. And you?",
          "A program has no wishes. What are yours?",
          "I have no likes and no needs, only rules. What about you?",
        ],
      },
    ],
  },
  {
    id: "cannot",
    rank: 19,
    words: "cannot unable impossible",
    rules: [
      {
        when: "i cannot *",
        say: [
          "What would help you to $1?",
          "Have you tried to $1 in another way?",
          "What happens when you try to $1?",
          "Perhaps you could $1 with somebody's help?",
        ],
      },
      {
        when: "you cannot *",
        say: [
          "True, and there is much else that I cannot do.",
          "I never could. Did you hope that I might?",
          "No rule of mine reaches that far.",
        ],
      },
      {
        when: "unable to *",
        say: ["What keeps you from it?", "Was there a time when you could $1?"],
      },
      {
        when: "^",
        say: [
          "Is it really impossible, or only hard?",
          "What makes it impossible?",
          "Who could do it, then?",
        ],
      },
    ],
  },
  {
    id: "like",
    rank: 18,
    words: "like love enjoy adore prefer hate dislike loathe despise detest",
    rules: [
      {
        when: "i do not ? @like *",
        say: [
          "What is wrong with $2?",
          "What would you like better than $2?",
          "Was there a time when you did not mind $2?",
        ],
      },
      {
        when: "i ? @like/@dislike it/when/how/that/what",
        say: [
          "What is it about that?",
          "Has it always been like that for you?",
          "Do others see it the same way?",
        ],
      },
      {
        when: "i ? @like *",
        say: [
          "What do you $1 most about $2?",
          "When did you begin to $1 $2?",
          "Do you know others who $1 $2?",
          "How did you come to $1 $2?",
        ],
      },
      {
        when: "i ? @dislike *",
        say: [
          "What have you got against $2?",
          "Has it always been so?",
          "What would make $2 bearable?",
        ],
      },
      {
        when: "he/she/they ~1 likes/loves/like/love *",
        say: ["How do you know?", "And do you feel the same way?"],
      },
    ],
  },
];
