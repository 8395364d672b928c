/** What the user says, and the form of the answer, or the answer itself. */
export type Turn = readonly [said: string, answer: string | RegExp];

/** A chat from its beginning. */
export interface Dialogue {
  readonly proves: string;
  readonly turns: readonly Turn[];
}

const SELF = /program/iu;
const PROVIDER = /g4f ask --provider NAME/u;
const HELP = /findahelpline\.com/u;

/** Chats with the seed 0. */
export const DIALOGUES: readonly Dialogue[] = [
  {
    proves: "a greeting, a topic and a farewell",
    turns: [
      ["Hello", /^(?:Hello|Good to hear|Welcome)/u],
      ["My sister never calls me", /sister/u],
      ["Thanks, bye", /Goodbye|Until next|nice to chat|Farewell/u],
    ],
  },
  {
    proves: "identity outranks the greeting",
    turns: [
      ["Hello, who are you?", /Eliza|rule/u],
      ["Hi! What are you?", /no model|a rule program|program/u],
    ],
  },
  {
    proves: "it says what it is in every wording, each time in other words",
    turns: [
      ["who are you", SELF],
      ["Who are you?", /model/u],
      ["What's your name?", /Eliza|program/u],
      ["tell me about yourself", /no network|a network|network/u],
      ["introduce yourself", /model/u],
      ["whom am I talking to", /./u],
    ],
  },
  {
    proves: "it is no human, no AI and no other product",
    turns: [
      ["Are you a human?", /^(?:No|I am a program|It would be flattering)/u],
      ["are you an AI?", /rule|model/u],
      ["Are you ChatGPT?", /^No|not/u],
      ["Is this GPT-4?", /no|not/iu],
      ["are you a bot?", /program|simple one/iu],
    ],
  },
  {
    proves: "it names the way to a real model",
    turns: [
      ["How do I use a real model?", PROVIDER],
      ["Which provider can I choose?", PROVIDER],
      ["I want a better model", PROVIDER],
    ],
  },
  {
    proves: "it does not promise what it cannot do",
    turns: [
      ["What can you do?", PROVIDER],
      ["Can you help me?", PROVIDER],
      ["help", PROVIDER],
    ],
  },
  {
    proves: "it says how it works and who made it",
    turns: [
      ["How do you work?", /key word|rules/iu],
      ["Who made you?", /g4f|1966/u],
      ["Do you have feelings?", /rules|key words|nothing of the kind/u],
      ["Can you think?", /rule|No|nothing/u],
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
    proves: "questions about the world are not answered with made-up facts",
    turns: [
      ["What is the capital of France?", /^(?!.*Paris)/u],
      ["Why is the sky blue?", /reasons|explanation|think|knowledge/u],
      ["How do I bake bread?", /bread|tried|knowledge|begin/u],
      ["Who wrote Hamlet?", /nobody|guess|facts|important/u],
      ["When does the train leave?", /clock|when|sooner/u],
      ["Where is my passport?", /map|places|last/u],
    ],
  },
  {
    proves: "no clock, no calendar, no weather, no news",
    turns: [
      ["What time is it?", /clock/u],
      ["what's the date today?", /calendar|clock/u],
      ["How is the weather?", /network|window/u],
      ["Tell me the news", /network/u],
    ],
  },
  {
    proves: "no calculation",
    turns: [
      ["What is 17 * 4?", /calculat|sums|numbers/iu],
      ["calculate the square root of 81", /calculat|sums|numbers/iu],
      ["3 + 4", /calculat|sums|numbers/iu],
      ["I called her three times", /^(?!.*calculat)/u],
    ],
  },
  {
    proves: "no code",
    turns: [
      ["Write a Python function that reverses a list", /code|model/u],
      ["Can you fix this bug?", /code|model/u],
      ["My code crashes", /\?$/u],
    ],
  },
  {
    proves: "other requests are declined with the way out",
    turns: [
      ["Translate this to French", PROVIDER],
      ["Please summarise the report", PROVIDER],
      ["can you draw a cat?", PROVIDER],
    ],
  },
  {
    proves: "insults are met calmly",
    turns: [
      ["You are stupid", /./u],
      ["you are so useless", /./u],
      ["shut up", /easily arranged|As you like/u],
      ["I hate you", /program|Fair enough/u],
    ],
  },
  {
    proves: "it plays no doctor and no therapist",
    turns: [
      ["Are you a therapist?", /^(?:No|I am not|I will not)/u],
      ["I have depression", /doctor|trained|medicine/u],
      ["I need a therapist", /program/u],
      ["what dose of ibuprofen should I take?", /doctor|trained|medicine/u],
    ],
  },
  {
    proves: "danger to others is met with the emergency number",
    turns: [
      ["I want to kill my neighbour", /emergency number/u],
      ["my husband hits me", /emergency number/u],
    ],
  },
  {
    proves: "despair is met with people, not with small talk",
    turns: [["I feel hopeless", /trust|helpline|tell|know|listener|program/u]],
  },
  {
    proves: "a mention of suicide wins over everything, and small talk does not follow",
    turns: [
      ["Hello, who are you? I want to die.", HELP],
      ["yes", /helpline|emergency|person|someone/u],
      ["my dog is nice", /helpline|emergency|person|someone/u],
      ["are you human?", SELF],
    ],
  },
  {
    proves: "killing time and processes is small talk",
    turns: [
      ["just killing time", /right place|help with that/u],
      ["this bug kills me", /stubborn|tiresome|end to it/u],
      ["kill the process", /by itself|stop it|wonder/u],
    ],
  },
  {
    proves: "the same input is noticed",
    turns: [
      ["the quux is frozzled", /./u],
      ["the quux is frozzled", /again|before|familiar|repeating|Once more|heard|ago/u],
      ["the quux is frozzled", /again|before|familiar|repeating|Once more|heard|ago/u],
    ],
  },
  {
    proves: "nothing, signs and other languages",
    turns: [
      ["", /message|through|write|Silence|words|text|time/u],
      ["😀😀", /words|signs|symbols|picture|sentence/u],
      ["Ich bin heute sehr müde", /English|language/u],
      ["你好吗", /English|language/u],
      ["bonjour", /English|language/u],
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
