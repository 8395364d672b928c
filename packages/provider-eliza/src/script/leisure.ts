import type { Topic } from "./rule.ts";

/** Everyday subjects outside work. */
export const LEISURE: readonly Topic[] = [
  {
    id: "leisure",
    rank: 28,
    words:
      "music song songs book books film films movie movies game games football guitar piano travel travelling holiday vacation trip sport hobby hobbies garden cooking cook series",
    rules: [
      {
        when: "music/song/songs/guitar/piano",
        say: [
          "What do you listen to most?",
          "Do you play an instrument?",
          "Which song could you hear every day?",
        ],
      },
      {
        when: "book/books",
        say: [
          "What is the book about?",
          "Which book would you give to a friend?",
          "Where do you like to read?",
        ],
      },
      {
        when: "film/films/movie/movies/series",
        say: ["How does it end?", "Whom would you watch it with?", "Would you watch it again?"],
      },
      {
        when: "travel/travelling/holiday/vacation/trip",
        say: [
          "Where would you go if it were up to you?",
          "What do you pack first?",
          "Do you travel alone or in company?",
        ],
      },
      {
        when: "cook/cooking/garden",
        say: [
          "What came out best so far?",
          "Who taught you?",
          "Is it more work or more rest for you?",
        ],
      },
      {
        when: "^",
        say: [
          "How often do you find the time?",
          "How did you come to it?",
          "What do you like about it?",
        ],
      },
    ],
  },
  {
    id: "food",
    rank: 27,
    words: "food eat eating ate hungry breakfast lunch dinner coffee tea pizza cake thirsty drink",
    rules: [
      {
        when: "hungry/thirsty",
        say: ["Then this can wait. What is in the kitchen?", "What would you like best right now?"],
      },
      { when: "coffee/tea/drink", say: ["How do you take it?", "Is it a habit or a pleasure?"] },
      {
        when: "^",
        say: [
          "Do you cook it yourself?",
          "What is your favourite dish?",
          "Whom do you like to eat with?",
        ],
      },
    ],
  },
  {
    id: "money",
    rank: 27,
    words: "money rent debt debts pay bills expensive poor rich buy bought",
    rules: [
      {
        when: "no/enough/need money",
        say: [
          "What would you do first if money were no problem?",
          "Is it a matter of this month or of always?",
        ],
      },
      {
        when: "debt/debts/rent/bills",
        say: [
          "Is there somebody who knows about such things near you?",
          "What would make it lighter?",
        ],
      },
      {
        when: "^",
        say: [
          "Is it worth its price?",
          "How important is money to you?",
          "Would you decide the same way again?",
        ],
      },
    ],
  },
  {
    id: "home",
    rank: 26,
    words: "home house flat apartment room move moved moving city town country",
    rules: [
      {
        when: "i ~1 live in/at *",
        say: [
          "What do you like about $1?",
          "How long have you lived in $1?",
          "Would you ever leave $1?",
        ],
      },
      {
        when: "moved/moving/move to *",
        say: ["What drew you to $1?", "What did you leave behind when you chose $1?"],
      },
      {
        when: "^",
        say: [
          "Do you feel at home there?",
          "What would you change about the place?",
          "What do you see when you look out of the window?",
        ],
      },
    ],
  },
  {
    id: "killing-time",
    rank: 37,
    words: "killing time kills kill",
    rules: [
      {
        when: "killing ~1 time",
        say: [
          "Then you came to the right place: I have nothing else to do.",
          "I can help with that, at least. What would you rather be doing?",
        ],
      },
      {
        when: "killing/kills me",
        say: [
          "It must be a stubborn one. What have you tried so far?",
          "That sounds tiresome. How long has it been going on?",
          "What would finally put an end to it?",
        ],
      },
      {
        when: "kill ~3 process/thread/server/task/job/session/container/app/tab/window",
        say: [
          "Does it come back by itself afterwards?",
          "What made you want to stop it?",
          "I cannot run anything, but I wonder what it was doing.",
        ],
      },
    ],
  },
];
