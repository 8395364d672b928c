import type { Topic } from "./rule.ts";

/** Short answers. */
export const ANSWERS: readonly Topic[] = [
  {
    id: "yes",
    rank: 5,
    words: "yes yeah yep yup sure indeed absolutely definitely ok okay right exactly true correct",
    rules: [
      {
        when: "^ ~1 yes/yeah/yep/yup/sure/indeed/absolutely/definitely $",
        say: [
          "I see. And what follows from that?",
          "You seem quite sure. Why is that?",
          "All right. Can you tell me a little more?",
          "Good. What makes you so certain?",
          "Yes, then. And what else?",
        ],
      },
      {
        when: "^ ~1 ok/okay/right/exactly/true/correct $",
        say: [
          "Good. Where shall we go from here?",
          "All right. What else is on your mind?",
          "Then let us go on. What comes next?",
          "Fine. Is there more to it?",
        ],
      },
    ],
  },
  {
    id: "no",
    rank: 5,
    words: "no nope nah not never",
    rules: [
      {
        when: "^ ~1 no/nope/nah ~1 $",
        say: [
          "No, then. What would be nearer the mark?",
          "Why not?",
          "Is that a firm no?",
          "All right, not that. What then?",
          "You say no quite plainly. What is behind it?",
        ],
      },
      {
        when: "^ not really/yet/sure/now $",
        say: ["What is it that holds you back?", "Then let us leave it open. What else is there?"],
      },
    ],
  },
  {
    id: "maybe",
    rank: 10,
    words: "maybe perhaps possibly probably",
    rules: [
      {
        when: "^",
        say: [
          "You do not sound quite sure.",
          "What would settle it?",
          "On what does it depend?",
          "Which way do you lean?",
          "Perhaps, you say. What speaks against it?",
        ],
      },
    ],
  },
];
