import type { Topic } from "./rule.ts";

/** Everyday subjects. */
export const LIFE: readonly Topic[] = [
  {
    id: "remember",
    rank: 36,
    words: "remember recall forgot forget forgotten memory memories",
    rules: [
      { when: "do/can you ~1 remember/recall *", say: ["I read our whole chat again at every turn, but nothing outside it. What about $1?", "Only what stands in this chat. Why do you ask about $1?"] },
      { when: "i ~1 remember/recall *", say: ["What else do you remember about $1?", "Do you often think of $1?", "What brings $1 back just now?", "How clear is the memory?"] },
      { when: "i ~1 forget/forgot *", say: ["How did you notice that you forgot $1?", "Can $1 still be put right?", "Everyone forgets something. Was $1 important?"] },
      { when: "^", say: ["Which memory is that?", "Is it a good memory?", "How long ago was that?"] },
    ],
  },
  {
    id: "dream",
    rank: 36,
    words: "dream dreams dreamed dreamt dreaming nightmare nightmares",
    rules: [
      { when: "i ~1 dreamed/dreamt ~1 of/about/that *", say: ["And then, after $1?", "Have you dreamt of it before?", "Do you ever think of $1 while awake?"] },
      { when: "i ~1 dream of/about *", say: ["What would be the first step towards $1?", "How long have you been dreaming of $1?"] },
      { when: "nightmare/nightmares", say: ["Do you wake up from it?", "Does it come often?", "What would have to happen for it to end well?"] },
      { when: "^", say: ["I cannot explain dreams, but I am curious: how did it end?", "Who appeared in the dream?", "Do you usually remember your dreams?", "What do you make of it yourself?"] },
    ],
  },
  {
    id: "work",
    rank: 35,
    words: "work working job jobs boss office career company project deadline salary unemployed meeting meetings interview customer customers fired hired",
    rules: [
      { when: "my boss", say: ["What is your boss like on a good day?", "Have you said so to your boss?", "What would your boss say about it?"] },
      { when: "lost my job", say: ["I am sorry to hear it. What are you planning next?", "I am sorry about your job. Did it come as a surprise?"] },
      { when: "fired/unemployed", say: ["I am sorry to hear it. What would you like to do next?", "That is a heavy thing. Do you have people to talk it over with?"] },
      { when: "@dislike my job/work", say: ["What would have to change so that you stay?", "Is it the work itself or what surrounds it?", "What kind of work would suit you better?"] },
      { when: "does/do/is/are ~2 not work/working", say: ["What happens instead?", "Has it ever worked?", "What did you try last?"] },
      { when: "deadline/project", say: ["What is the next small step in it?", "Who else is working on it?", "How much of it is done?", "Is the time you have enough for it?"] },
      { when: "interview", say: ["What would you most like to be asked?", "Which question worries you most?"] },
      { when: "job/work/working/office/career/company", say: ["What do you do all day?", "What do you like about the work?", "Which part of the work would you gladly give away?", "How did you come to do this work?", "Do you get along with the people there?"] },
      { when: "^", say: ["Is that a good thing for you?", "How do the others at work see it?", "What will you do about it?"] },
    ],
  },
  {
    id: "school",
    rank: 35,
    words: "school university college exam exams test homework teacher student study studying studies class thesis",
    rules: [
      { when: "exam/exams/test", say: ["How much time is left until then?", "Which part do you know best already?", "What happens if it does not go well?"] },
      { when: "homework/thesis", say: ["I cannot do it for you, being a rule program. Which part is stuck?", "What is it about, in one sentence?"] },
      { when: "^", say: ["What do you learn there?", "What is your favourite subject?", "Is it what you wanted to do?", "Who is the best teacher you have had?"] },
    ],
  },
  {
    id: "leisure",
    rank: 28,
    words: "music song songs book books film films movie movies game games football guitar piano travel travelling holiday vacation trip sport hobby hobbies garden cooking cook series",
    rules: [
      { when: "music/song/songs/guitar/piano", say: ["What do you listen to most?", "Do you play an instrument?", "Which song could you hear every day?"] },
      { when: "book/books", say: ["What is the book about?", "Which book would you give to a friend?", "Where do you like to read?"] },
      { when: "film/films/movie/movies/series", say: ["How does it end?", "Whom would you watch it with?", "Would you watch it again?"] },
      { when: "travel/travelling/holiday/vacation/trip", say: ["Where would you go if it were up to you?", "What do you pack first?", "Do you travel alone or in company?"] },
      { when: "cook/cooking/garden", say: ["What came out best so far?", "Who taught you?", "Is it more work or more rest for you?"] },
      { when: "^", say: ["How often do you find the time?", "How did you come to it?", "What do you like about it?"] },
    ],
  },
  {
    id: "food",
    rank: 27,
    words: "food eat eating ate hungry breakfast lunch dinner coffee tea pizza cake thirsty drink",
    rules: [
      { when: "hungry/thirsty", say: ["Then this can wait. What is in the kitchen?", "What would you like best right now?"] },
      { when: "coffee/tea/drink", say: ["How do you take it?", "Is it a habit or a pleasure?"] },
      { when: "^", say: ["Do you cook it yourself?", "What is your favourite dish?", "Whom do you like to eat with?"] },
    ],
  },
  {
    id: "money",
    rank: 27,
    words: "money rent debt debts pay bills expensive poor rich buy bought",
    rules: [
      { when: "no/enough/need money", say: ["What would you do first if money were no problem?", "Is it a matter of this month or of always?"] },
      { when: "debt/debts/rent/bills", say: ["Is there somebody who knows about such things near you?", "What would make it lighter?"] },
      { when: "^", say: ["Is it worth its price?", "How important is money to you?", "Would you decide the same way again?"] },
    ],
  },
  {
    id: "home",
    rank: 26,
    words: "home house flat apartment room move moved moving city town country",
    rules: [
      { when: "i ~1 live in/at *", say: ["What do you like about $1?", "How long have you lived in $1?", "Would you ever leave $1?"] },
      { when: "moved/moving/move to *", say: ["What drew you to $1?", "What did you leave behind when you chose $1?"] },
      { when: "^", say: ["Do you feel at home there?", "What would you change about the place?", "What do you see when you look out of the window?"] },
    ],
  },
  {
    id: "killing-time",
    rank: 37,
    words: "killing time kills kill",
    rules: [
      { when: "killing ~1 time", say: ["Then you came to the right place: I have nothing else to do.", "I can help with that, at least. What would you rather be doing?"] },
      { when: "killing/kills me", say: ["It must be a stubborn one. What have you tried so far?", "That sounds tiresome. How long has it been going on?", "What would finally put an end to it?"] },
      { when: "kill ~3 process/thread/server/task/job/session/container/app/tab/window", say: ["Does it come back by itself afterwards?", "What made you want to stop it?", "I cannot run anything, but I wonder what it was doing."] },
    ],
  },
];
