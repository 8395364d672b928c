import type { Topic } from "./rule.ts";

/** Computers, programs and code as subjects of talk. */
export const COMPUTERS: readonly Topic[] = [
  {
    id: "computers",
    rank: 32,
    words:
      "computer computers laptop machine machines program programs programming programmer software code coding bug bugs error errors crash crashes server internet network keyboard screen phone terminal compiler python javascript typescript java rust c++ c# golang php ruby perl haskell sql html css kotlin swift cobol lisp bash linux windows docker git database tests deploy",
    rules: [
      {
        when: "bug/bugs/error/errors/crash/crashes",
        say: [
          "What did you expect to happen instead?",
          "When did it work last, and what changed since?",
          "Can you make it happen again at will?",
          "What is the smallest case that still shows it?",
          "Explaining it line by line often helps, even to a rule program. Where does it begin?",
        ],
      },
      {
        when: "i @like programming/coding/computers/software/code/@language",
        say: [
          "What do you $1 about it?",
          "What was the first thing you made with it?",
          "What would you build if you had a free month?",
        ],
      },
      {
        when: "@dislike programming/coding/computers/software/code/@language",
        say: ["What has it done to you?", "Was there a time when you did not mind it?"],
      },
      {
        when: "learn/learning ~2 programming/coding/@language",
        say: [
          "What would you like to make with it?",
          "How far have you come?",
          "Do you learn better from books or by trying?",
        ],
      },
      {
        when: "are/is ~1 computers/machines ~2 clever/smart/intelligent/dangerous",
        say: [
          "I am hardly the one to judge. What do you think?",
          "Some programs seem so. I am not one of them.",
        ],
      },
      {
        when: "computers/machines",
        say: [
          "Do computers worry you?",
          "Does it count that I am a program myself?",
          "What do computers do better than people, and what worse?",
          "What was your first computer?",
        ],
      },
      {
        when: "code/program/programs/software/programming/coding/tests",
        say: [
          "What is the program supposed to do?",
          "Who is going to use it?",
          "I cannot write code, but I can ask: which part of it do you trust least?",
          "Which part is done and which is missing?",
        ],
      },
      {
        when: "@language",
        say: [
          "What do you use $1 for?",
          "Is $1 your own choice?",
          "I cannot write $1, but I am curious what you make with it.",
        ],
      },
      {
        when: "^",
        say: [
          "Does it do what it should?",
          "How did it come to that?",
          "What would make it work better for you?",
          "How much depends on it?",
        ],
      },
    ],
  },
];
