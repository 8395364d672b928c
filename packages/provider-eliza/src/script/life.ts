import type { Topic } from "./rule.ts";

/** Memories, dreams, work and school. */
export const LIFE: readonly Topic[] = [
  {
    id: "remember",
    rank: 36,
    words: "remember recall forgot forget forgotten memory memories",
    rules: [
      {
        when: "do/can you ~1 remember/recall *",
        say: [
          "I read our whole chat again at every turn, but nothing outside it. What about $1?",
          "Only what stands in this chat. Why do you ask about $1?",
        ],
      },
      {
        when: "i ? remember/recall i/you/he/she/it/we/they/that/when/how/what/where/my *",
        say: [
          "What else comes back with it?",
          "Do you often think of that?",
          "How clear is the memory?",
          "What brought that back just now?",
        ],
      },
      {
        when: "i ? remember/recall *",
        say: [
          "What else do you remember about $1?",
          "Do you often think of $1?",
          "What brings $1 back just now?",
          "How clear is the memory?",
        ],
      },
      {
        when: "i ? forget/forgot to/that/what/how/where/when/it",
        say: [
          "How did you notice?",
          "Can it still be put right?",
          "Does that happen to you often?",
        ],
      },
      {
        when: "i ? forget/forgot *",
        say: [
          "How did you notice that you forgot $1?",
          "Can $1 still be put right?",
          "Everyone forgets something. Was $1 important?",
        ],
      },
      {
        when: "^",
        say: ["Which memory is that?", "Is it a good memory?", "How long ago was that?"],
      },
    ],
  },
  {
    id: "dream",
    rank: 36,
    words: "dream dreams dreamed dreamt dreaming nightmare nightmares",
    rules: [
      {
        when: "i ~1 dreamed/dreamt ~1 of/about/that *",
        say: [
          "And what happened then?",
          "Have you dreamt of it before?",
          "Do you ever think of $1 while awake?",
        ],
      },
      {
        when: "i ~1 dream of/about *",
        say: ["What would be the first step towards $1?", "How long have you been dreaming of $1?"],
      },
      {
        when: "nightmare/nightmares",
        say: [
          "Do you wake up from it?",
          "Does it come often?",
          "What would have to happen for it to end well?",
        ],
      },
      {
        when: "^",
        say: [
          "I cannot explain dreams, but I am curious: how did it end?",
          "Who appeared in the dream?",
          "Do you usually remember your dreams?",
          "What do you make of it yourself?",
        ],
      },
    ],
  },
  {
    id: "work",
    rank: 35,
    words:
      "work working job jobs boss office career company project deadline salary unemployed meeting meetings interview customer customers fired hired",
    rules: [
      {
        when: "my boss",
        say: [
          "What is your boss like on a good day?",
          "Have you said so to your boss?",
          "What would your boss say about it?",
        ],
      },
      {
        when: "lost my job",
        say: [
          "I am sorry to hear it. What are you planning next?",
          "I am sorry about your job. Did it come as a surprise?",
        ],
      },
      {
        when: "fired/unemployed",
        say: [
          "I am sorry to hear it. What would you like to do next?",
          "That is a heavy thing. Do you have people to talk it over with?",
        ],
      },
      {
        when: "@dislike my job/work",
        say: [
          "What would have to change so that you stay?",
          "Is it the work itself or what surrounds it?",
          "What kind of work would suit you better?",
        ],
      },
      {
        when: "does/do/is/are ~2 not work/working",
        say: ["What happens instead?", "Has it ever worked?", "What did you try last?"],
      },
      {
        when: "deadline/project",
        say: [
          "What is the next small step in it?",
          "Who else is working on it?",
          "How much of it is done?",
          "Is the time you have enough for it?",
        ],
      },
      {
        when: "interview",
        say: ["What would you most like to be asked?", "Which question worries you most?"],
      },
      {
        when: "job/work/working/office/career/company",
        say: [
          "What do you do all day?",
          "What do you like about the work?",
          "Which part of the work would you gladly give away?",
          "How did you come to do this work?",
          "Do you get along with the people there?",
        ],
      },
      {
        when: "^",
        say: [
          "Is that a good thing for you?",
          "How do the others at work see it?",
          "What will you do about it?",
        ],
      },
    ],
  },
  {
    id: "school",
    rank: 35,
    words:
      "school university college exam exams test homework teacher student study studying studies class thesis",
    rules: [
      {
        when: "exam/exams/test",
        say: [
          "How much time is left until then?",
          "Which part do you know best already?",
          "What happens if it does not go well?",
        ],
      },
      {
        when: "homework/thesis",
        say: [
          "I cannot do it for you, being a rule program. Which part is stuck?",
          "What is it about, in one sentence?",
        ],
      },
      {
        when: "^",
        say: [
          "What do you learn there?",
          "What is your favourite subject?",
          "Is it what you wanted to do?",
          "Who is the best teacher you have had?",
        ],
      },
    ],
  },
];
