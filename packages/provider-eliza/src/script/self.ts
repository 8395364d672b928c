import type { Topic } from "./rule.ts";

/** What is left when nothing but "I" and "you" is a key word. */
export const SELF: readonly Topic[] = [
  {
    id: "i-am",
    rank: 9,
    words: "am was",
    rules: [
      {
        when: "i am not *",
        say: [
          "What would it mean to be $1?",
          "Would you like to be $1?",
          "Did somebody say that you were $1?",
        ],
      },
      {
        when: "i am ~1 going to *",
        say: ["How do you think it will go?", "When will you $1?", "What made you decide to $1?"],
      },
      {
        when: "i am ~1 trying to *",
        say: ["How far have you come?", "What makes it hard to $1?", "What have you tried so far?"],
      },
      {
        when: "i am from *",
        say: ["What is $1 like?", "How long did you live in $1?", "Do you miss $1 at times?"],
      },
      {
        when: "i am *",
        say: [
          "How long have you been $1?",
          "What is it like to be $1?",
          "Tell me more about being $1.",
          "Did you expect to be $1?",
        ],
      },
      {
        when: "i was *",
        say: ["Were you really $1?", "What happened while you were $1?", "And how is it now?"],
      },
    ],
  },
  {
    id: "you-are",
    rank: 9,
    words: "you your",
    rules: [
      {
        when: "^ are you *",
        say: [
          "Why do you ask whether I am $1?",
          "I am a rule program; would it help if I were $1?",
          "I do not think that a program can be $1.",
        ],
      },
      {
        when: "^ ? you are *",
        say: [
          "What makes you think that I am $1?",
          "Does it suit you that I am $1?",
          "It may look as if I were $1, but I am only a set of rules.",
        ],
      },
      {
        when: "^ do/did/can/could/would/will you *",
        say: [
          "I only answer by rule, so hardly. Why do you ask?",
          "No rule of mine lets me $1.",
          "What would it change if I could $1?",
        ],
      },
      {
        when: "^ you do/did not * me",
        say: [
          "No, I do not $1 you; no program of rules could.",
          "What would be different if I did $1 you?",
        ],
      },
      {
        when: "^ you * me",
        say: [
          "What makes you think that I $1 you?",
          "I hardly could, being a program. What gave you the idea?",
        ],
      },
      {
        when: "^ you *",
        say: [
          "We were talking about you rather than me.",
          "Why do you say that about me?",
          "I am the less interesting one of us two. What about you?",
        ],
      },
      {
        when: "your *",
        say: [
          "Why are you interested in my $1?",
          "There is little to say about my $1, as I am a program. What about yours?",
        ],
      },
    ],
  },
  {
    id: "i-verb",
    rank: 3,
    words: "i we",
    rules: [
      {
        when: "^ i had *",
        say: ["What came after $1?", "How was it?", "Would you have $1 again?"],
      },
      {
        when: "^ i have *",
        say: [
          "How long have you had $1?",
          "What does it mean to you to have $1?",
          "And is that good?",
        ],
      },
      {
        when: "^ i do not *",
        say: [
          "What is the reason that you do not $1?",
          "Would you like to $1?",
          "Has it always been so?",
        ],
      },
      {
        when: "^ i *",
        say: [
          "You $1, then. What came of it?",
          "Why did you choose to say that?",
          "What happened next?",
          "Can you tell me more about that?",
        ],
      },
      {
        when: "^ we *",
        say: [
          "Who is with you in that?",
          "Do you both see it the same way?",
          "What will the two of you do?",
        ],
      },
    ],
  },
];
