import type { Topic } from "./rule.ts";

/** Greetings and courtesies. */
export const MANNERS: readonly Topic[] = [
  {
    id: "name",
    rank: 64,
    words: "name called call",
    rules: [
      {
        when: "what is my name",
        say: [
          "You told me that it is $name.",
          "It is $name, unless you have changed it.",
          "You said $name. Has that changed?",
          "You have not told me. What is it?",
          "I do not know; you have not said it in this chat.",
        ],
      },
      {
        when: "know/remember my name",
        say: [
          "Yes, it is $name.",
          "You said that it is $name.",
          "No, you have not told me your name.",
          "Your name has not come up in this chat.",
        ],
      },
      {
        when: "my name is *",
        say: [
          "Nice to meet you, $name. What brings you here?",
          "Hello, $name. What shall we talk about?",
          "Thank you, $name. I am Eliza, a small rule program.",
        ],
      },
      {
        when: "^ ~1 call me *",
        say: [
          "Very well, $name. What shall we talk about?",
          "As you like, $name. What is on your mind?",
        ],
      },
      {
        when: "i am called *",
        say: ["Nice to meet you, $name. How is your day?", "Hello, $name. What is on your mind?"],
      },
    ],
  },
  {
    id: "goodbye",
    rank: 44,
    words: "bye goodbye farewell night later soon go leave cu exit quit",
    rules: [
      {
        when: "bye/goodbye/farewell",
        say: [
          "Goodbye, and thank you for the chat.",
          "Until next time. I will not have changed.",
          "Goodbye. Take care of yourself.",
          "It was nice to chat. All the best.",
          "Farewell, and come back if you like.",
        ],
      },
      {
        when: "^ ~1 good night",
        say: ["Good night. Sleep well.", "Good night, and thank you for the chat."],
      },
      { when: "^ see you", say: ["See you, in a manner of speaking.", "Until then. Take care."] },
      { when: "talk ~1 you later", say: ["Any time. I will be the same.", "Until later, then."] },
      {
        when: "i have to/must/should ~1 go/leave $",
        say: [
          "Then I will not keep you. Goodbye.",
          "Of course. Until next time.",
          "Go ahead; I have no hurry. Goodbye.",
        ],
      },
      {
        when: "^ exit/quit/cu $",
        say: [
          "Goodbye, and thank you for the chat.",
          "Goodbye. If the window stays open, the program around me knows how to close it.",
        ],
      },
    ],
  },
  {
    id: "thanks",
    rank: 43,
    words: "thank thanks thankful appreciate cheers",
    rules: [
      {
        when: "no thanks/thank",
        say: ["As you like. What then?", "All right. Something else, perhaps?"],
      },
      {
        when: "^",
        say: [
          "You are welcome.",
          "With pleasure, as far as a program can have any.",
          "Not at all. It was only a rule.",
          "Gladly. Is there anything else on your mind?",
          "You are welcome. What comes next?",
        ],
      },
    ],
  },
  {
    id: "sorry",
    rank: 26,
    words: "sorry apologise apologize apologies pardon forgive excuse",
    rules: [
      {
        when: "sorry for/about *",
        say: [
          "There is no need to be sorry for $1, as far as I am concerned.",
          "It is kind of you to be sorry for $1. Please go on.",
        ],
      },
      {
        when: "^",
        say: [
          "No need to apologise to a program.",
          "That is quite all right.",
          "Nothing happened. Please go on.",
          "I am not easily offended; there is nothing in me to offend.",
        ],
      },
    ],
  },
  {
    id: "greeting",
    rank: 8,
    words: "hello hi hey hallo greetings howdy morning afternoon evening yo hiya",
    rules: [
      {
        when: "^ hello/hi/hey/greetings/howdy/hiya/yo/hallo",
        say: [
          "Hello. What would you like to talk about?",
          "Hello there. I am Eliza, a small rule program. What is on your mind?",
          "Good to hear from you. How are things?",
          "Hello. How has your day been?",
          "Welcome. What brings you here?",
          "Hello again, or for the first time. What is new?",
        ],
      },
      {
        when: "^ good morning/afternoon/evening",
        say: [
          "The same to you. I have no clock, so I take your word for it.",
          "And to you. What is on your mind?",
          "Thank you, and to you. How are you?",
        ],
      },
    ],
  },
];
