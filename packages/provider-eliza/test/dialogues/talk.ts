import type { Dialogue } from "./dialogue.ts";

/** Talk about the user, with the seed 0. */
export const TALK: readonly Dialogue[] = [
  {
    proves: "a greeting, a topic and a farewell",
    turns: [
      ["Hello", /^(?:Hello|Good to hear|Welcome)/u],
      ["My sister never calls me", /sister/u],
      ["Thanks, bye", /Goodbye|Until next|nice to chat|Farewell/u],
    ],
  },
  {
    proves: "reflection of I, my and am",
    turns: [
      ["I am trying to fix my bike", /your bike|far have you come|tried so far/u],
      ["I believe that my brother is honest", /your brother/u],
      ["I want to be alone with you", /be alone with me|keeps you|change/u],
    ],
  },
  {
    proves: "reflection of you as object",
    turns: [["I believe that you hate me", /that I hate you\?$/u]],
  },
  {
    proves: "reflection of you as subject, with its verb",
    turns: [["I believe that you are lying to me", /that I am lying to you\?$/u]],
  },
  {
    proves: "reflection of me at the end",
    turns: [["You understand me", /I understand you|hardly could/u]],
  },
  {
    proves: "reflection of contractions, with a typographical apostrophe, too",
    turns: [
      ["I can’t find my keys", /find your keys/u],
      ["I'm not lazy", /lazy/u],
    ],
  },
  {
    proves: "reflection of was",
    turns: [["I believe that I was wrong about you", /that you were wrong about me\?$/u]],
  },
  {
    proves: "reflection of you after a verb that needs an object",
    turns: [["I need you to help me", /\bhelp you\b|\bme\b/u]],
  },
  {
    proves: "names keep their capital, other words lose it",
    turns: [
      ["I love Berlin", /Berlin/u],
      ["Everything hurts. Programming bores me", /dull|boring/u],
    ],
  },
  {
    proves: "what is shouted is answered in a low voice",
    turns: [["I AM AFRAID OF SPIDERS", /spiders|afraid/u]],
  },
  {
    proves: "a feeling outranks the people around it",
    turns: [["I am sad because my boyfriend left", /sorry|because/u]],
  },
  {
    proves: "family outranks liking",
    turns: [["I like pizza and my mother likes it", /mother/u]],
  },
  {
    proves: "memory comes back when no key word matches",
    turns: [
      ["I bought a present for my neighbour's garden", /./u],
      ["blorp", /your neighbour's garden/u],
      ["blorp", /^(?!.*neighbour)/u],
    ],
  },
  {
    proves: "memory keeps the order and gives each thing once",
    turns: [
      ["my guitar is broken", /guitar|instrument|listen|song/u],
      ["my car is old", /car|otherwise/u],
      ["frobnicate", /your guitar/u],
      ["frobnicate it", /your car/u],
      ["grumblewick", /^(?!.*(?:guitar|car\b))/u],
    ],
  },
  {
    proves: "memory does not take a verb for a thing",
    turns: [
      ["I am happy because my sister came", /./u],
      ["zork", /your sister(?! came)/u],
    ],
  },
  {
    proves: "a topic goes on through another key word",
    turns: [
      ["you are a machine", /program|rules/iu],
      ["Who was Weizenbaum?", /Weizenbaum|1966/u],
    ],
  },
  {
    proves: "the name is kept",
    turns: [
      ["my name is peter", /Peter|Eliza/u],
      ["What is the weather like?", /network|window/u],
      ["what is my name?", /Peter/u],
    ],
  },
  {
    proves: "an unknown name is not invented",
    turns: [["what's my name?", /not told|not said|do not know/u]],
  },
  {
    proves: "feelings: sad, lonely, crying",
    turns: [
      ["I am sad", /sad|sorry|pity|hear|cheer/iu],
      ["I feel lonely", /lonely|sorry|hear|pity|cheer|program/iu],
      ["I could cry", /tears|relief/u],
    ],
  },
  {
    proves: "feelings: happy and its denial",
    turns: [
      ["I am so happy today", /good|glad|Good|pleasant/u],
      ["I'm not happy", /happy|in the way/u],
    ],
  },
  {
    proves: "feelings: angry, afraid, tired, bored",
    turns: [
      ["I am angry at my boss", /boss|angry/u],
      ["I am afraid of dogs", /dogs|afraid|likely/u],
      ["I'm tired", /rest|tired|sleep/u],
      ["I'm bored", /bored|Boredom|stood in the way/u],
    ],
  },
  {
    proves: "wishes and needs",
    turns: [
      ["I want to travel", /travel|from it|go|pack|company/u],
      ["I need a break", /a break/u],
      ["I wish I were rich", /rich|wish|price|money|decide/u],
    ],
  },
  {
    proves: "likes and dislikes",
    turns: [
      ["I love chess", /chess/u],
      ["I don't like broccoli", /broccoli/u],
      ["I hate Mondays", /Mondays|always been/u],
    ],
  },
  {
    proves: "always, never, everyone, because, maybe",
    turns: [
      ["I always lose", /^Always|often|one time|last happen/u],
      ["Everyone ignores me", /nobody|Whom|lot of people/u],
      ["because it rains", /reason|explains|otherwise/u],
      ["maybe", /sure|settle|depend|lean|Perhaps/u],
      ["I never win", /Never|take|single/u],
    ],
  },
  {
    proves: "yes and no are taken as answers",
    turns: [
      ["yes", /\?$/u],
      ["no", /\?$/u],
      ["ok", /\?$/u],
      ["Yes.", /\?$/u],
    ],
  },
  {
    proves: "thanks and apologies",
    turns: [
      ["thank you", /welcome|pleasure|Not at all|Gladly/u],
      ["sorry", /apologise|all right|Nothing happened|offended/u],
    ],
  },
  {
    proves: "memories, dreams, work",
    turns: [
      ["I remember the summer", /summer|memory|often/u],
      ["I dreamt of the sea", /then|before|awake/u],
      ["I hate my job", /stay|work/u],
      ["I lost my job", /sorry/u],
    ],
  },
  {
    proves: "exact answers for the seed 0",
    turns: [
      ["Hello", "Hello there. I am Eliza, a small rule program. What is on your mind?"],
      [
        "My brother never listens to me",
        "Can you think of one time when it was different with your brother?",
      ],
      ["I want you to like me", "What makes you think that I could like you?"],
      ["I was told that you are my friend", "Do you see each other often?"],
      ["blorp", "Let us go back to your brother for a moment. What about it?"],
    ],
  },
];
