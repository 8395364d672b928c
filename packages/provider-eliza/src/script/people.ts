import type { Topic } from "./rule.ts";

/** The people of a life, and what belongs to the user. */
export const PEOPLE: readonly Topic[] = [
  {
    id: "family",
    rank: 34,
    words:
      "mother father parents parent brother sister brothers sisters son daughter sons daughters wife husband child children kids kid baby grandmother grandfather grandma grandpa uncle aunt cousin cousins family",
    rules: [
      {
        when: "my @family ~1 is/are/was/were *",
        say: [
          "Has your $1 always been $2?",
          "What is it like for you when your $1 is $2?",
          "You say $2; would your $1 agree?",
        ],
      },
      {
        when: "my @family never/always *",
        say: [
          "What do you think your $1 would say to that?",
          "Is your $1 aware of it?",
          "Can you think of one time when it was different with your $1?",
        ],
      },
      {
        when: "i @like/miss/love my @family",
        say: [
          "What do you $1 about your $2?",
          "Your $2 would like to hear that. What do you like best?",
        ],
      },
      {
        when: "@dislike my @family",
        say: [
          "What happened between you and your $2?",
          "$1 is a strong word. Has it always been like that with your $2?",
        ],
      },
      {
        when: "my @family",
        say: [
          "Tell me more about your $1.",
          "What comes to mind first when you think of your $1?",
          "Do you get on with your $1?",
          "How often do you talk with your $1?",
          "What would your $1 say if we could ask?",
        ],
      },
      {
        when: "@family",
        say: [
          "Who belongs to your own family?",
          "Are you thinking of someone in particular?",
          "Family is a wide subject. Where shall we begin?",
        ],
      },
    ],
  },
  {
    id: "partner",
    rank: 34,
    words:
      "girlfriend boyfriend partner fiance fiancee spouse ex relationship marriage wedding divorce",
    rules: [
      {
        when: "my @partner",
        say: [
          "How did you and your $1 meet?",
          "What would your $1 say about it?",
          "Tell me a little about your $1.",
          "What do you like to do together with your $1?",
        ],
      },
      {
        when: "relationship/marriage/wedding/divorce",
        say: [
          "What would a good outcome look like?",
          "How long has this been going on?",
          "What do the people close to you say about it?",
        ],
      },
    ],
  },
  {
    id: "friend",
    rank: 33,
    words:
      "friend friends buddy neighbour neighbor neighbours neighbors roommate colleague colleagues coworker",
    rules: [
      {
        when: "no/any friends",
        say: [
          "Where do you usually meet people?",
          "Whom would you like to know better?",
          "Was there a time when you had more company?",
        ],
      },
      {
        when: "my ~2 friend/friends/buddy/neighbour/neighbor/roommate/colleague/coworker",
        say: [
          "How long have you known each other?",
          "What makes a good friend, in your eyes?",
          "What does that say about the two of you?",
          "Do you see each other often?",
        ],
      },
      {
        when: "friend/friends",
        say: ["What do you look for in a friend?", "Do you make friends easily?"],
      },
      {
        when: "^",
        say: [
          "How do you get on with each other?",
          "What are they like?",
          "Do you see them often?",
        ],
      },
    ],
  },
  {
    id: "everyone",
    rank: 24,
    words: "everyone everybody nobody anybody people noone",
    rules: [
      {
        when: "@many ~1 hates/dislikes/ignores me",
        say: [
          "Is there nobody who does not?",
          "Whom are you thinking of in the first place?",
          "That would be a lot of people. Who is the nearest of them?",
        ],
      },
      {
        when: "@many else *",
        say: ["Are you sure about all the others?", "Does it matter to you what the others do?"],
      },
      {
        when: "everyone/everybody",
        say: [
          "Everyone without exception?",
          "Whom do you have in mind?",
          "Can you name one who is different?",
          "Is it really everyone, or a few who are loud?",
        ],
      },
      {
        when: "nobody/noone",
        say: [
          "Nobody at all?",
          "Who would be the first exception?",
          "Is that so, or does it only seem so today?",
        ],
      },
      {
        when: "people",
        say: [
          "Which people are you thinking of?",
          "Are all people like that?",
          "Do you count yourself among them?",
        ],
      },
    ],
  },
  {
    id: "children-pets",
    rank: 33,
    words: "dog cat dogs cats puppy kitten rabbit hamster horse parrot pet pets",
    rules: [
      {
        when: "my @pet",
        say: [
          "What is your $1 like?",
          "How did you come by your $1?",
          "What is your $1 doing just now?",
          "I imagine your $1 listens more patiently than I do.",
        ],
      },
      {
        when: "@pet",
        say: [
          "Are you fond of animals?",
          "Have you ever had one yourself?",
          "Animals need no rules to be good company, do they?",
        ],
      },
    ],
  },
  {
    id: "my",
    rank: 6,
    words: "my mine",
    rules: [
      { when: "^ my god/goodness", say: ["What happened?", "Is it as bad as that?"] },
      {
        when: "^ my * is/are *",
        say: [
          "Since when is it so that your $1 is $2?",
          "Would you rather have it otherwise?",
          "Why do you mention your $1?",
        ],
      },
      {
        when: "my own *",
        say: [
          "Your own $1, you say. Does that matter much?",
          "What does it mean to have your own $1?",
        ],
      },
      {
        when: "^ my *",
        say: [
          "Your $1, you say. What follows from that?",
          "Tell me more about it.",
          "Why does that come to mind now?",
          "What should I know about your $1?",
        ],
      },
      {
        when: "my",
        say: [
          "Does it matter that it is yours?",
          "What else belongs to that story?",
          "Tell me a bit more about that.",
        ],
      },
    ],
  },
];
