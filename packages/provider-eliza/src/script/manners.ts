import { REAL_MODEL } from "./identity.ts";
import type { Topic } from "./rule.ts";

/** Greetings and courtesies. */
export const MANNERS: readonly Topic[] = [
  {
    id: "name",
    rank: 56,
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
      { when: "know/remember my name", say: ["Yes, it is $name.", "You said that it is $name.", "No, you have not told me your name.", "Your name has not come up in this chat."] },
      { when: "my name is *", say: ["Nice to meet you, $name. What brings you here?", "Hello, $name. What shall we talk about?", "Thank you, $name. I am Eliza, a small rule program."] },
      { when: "^ ~1 call me *", say: ["Very well, $name. What shall we talk about?", "As you like, $name. What is on your mind?"] },
      { when: "i am called *", say: ["Nice to meet you, $name. How is your day?", "Hello, $name. What is on your mind?"] },
    ],
  },
  {
    id: "goodbye",
    rank: 44,
    words: "bye goodbye farewell night later soon go leave cu exit quit",
    rules: [
      {
        when: "bye/goodbye/farewell",
        say: ["Goodbye, and thank you for the chat.", "Until next time. I will not have changed.", "Goodbye. Take care of yourself.", "It was nice to chat. All the best.", "Farewell, and come back if you like."],
      },
      { when: "^ ~1 good night", say: ["Good night. Sleep well.", "Good night, and thank you for the chat."] },
      { when: "^ see you", say: ["See you, in a manner of speaking.", "Until then. Take care."] },
      { when: "talk ~1 you later", say: ["Any time. I will be the same.", "Until later, then."] },
      { when: "i have to/must/should ~1 go/leave $", say: ["Then I will not keep you. Goodbye.", "Of course. Until next time.", "Go ahead; I have no hurry. Goodbye."] },
      { when: "^ exit/quit/cu $", say: ["Goodbye, and thank you for the chat.", "Goodbye. If the window stays open, the program around me knows how to close it."] },
    ],
  },
  {
    id: "thanks",
    rank: 43,
    words: "thank thanks thankful appreciate cheers",
    rules: [
      { when: "no thanks/thank", say: ["As you like. What then?", "All right. Something else, perhaps?"] },
      {
        when: "^",
        say: ["You are welcome.", "With pleasure, as far as a program can have any.", "Not at all. It was only a rule.", "Gladly. Is there anything else on your mind?", "You are welcome. What comes next?"],
      },
    ],
  },
  {
    id: "sorry",
    rank: 26,
    words: "sorry apologise apologize apologies pardon forgive excuse",
    rules: [
      { when: "sorry for/about *", say: ["There is no need to be sorry for $1, as far as I am concerned.", "It is kind of you to be sorry for $1. Please go on."] },
      { when: "^", say: ["No need to apologise to a program.", "That is quite all right.", "Nothing happened. Please go on.", "I am not easily offended; there is nothing in me to offend."] },
    ],
  },
  {
    id: "insult",
    rank: 46,
    words:
      "stupid idiot dumb moron useless hate suck sucks crap shit fuck fucking bitch asshole trash garbage rubbish bad terrible awful worst lame shut ugly lousy bastard",
    rules: [
      { when: "i am ~2 stupid/idiot/dumb/useless/ugly/bad/terrible/awful", say: ["That is a hard thing to say of yourself. What happened?", "Would you say that to a friend in your place?", "Who told you so?"] },
      { when: "shut up", say: ["I speak only when spoken to, so that is easily arranged.", "As you like. I answer when you write."] },
      { when: "i ~2 hate you", say: ["That is all right. I am only a program, and you may leave me any time.", "I cannot take offence, being a program. What went wrong?", "Fair enough. Is there something you expected that I could not do?"] },
      {
        when: "you/this/eliza ~3 stupid/idiot/dumb/moron/useless/suck/sucks/bitch/asshole/trash/garbage/rubbish/bad/terrible/awful/worst/lame/ugly/lousy/bastard/shit/crap",
        say: [
          "I am a simple program, so you may be right. What did you hope for?",
          `I do not mind. If you need more than rules, name a provider: ${REAL_MODEL}.`,
          "You are not the first to say so. Shall we try another subject?",
          "Rules can only do so much. What would have been a better answer?",
          "No offence taken; there is nobody here to take it.",
        ],
      },
      { when: "fuck/fucking/shit/crap", say: ["You sound fed up. What happened?", "Strong words. What is behind them?", "I hear that something is wrong. Is it me or something else?"] },
      { when: "^ ~1 stupid/idiot/dumb/moron/useless/bitch/asshole/bastard/lame", say: ["I take it that the answer did not please you. What would?", "That is no key word I can do much with. Shall we go on?", "I stay calm by design. What is the matter?"] },
      { when: "terrible/awful/bad", say: ["What makes it so bad?", "I am sorry to hear that. Did it come suddenly?", "Is there any part that is not so bad?"] },
    ],
  },
  {
    id: "praise",
    rank: 45,
    words: "clever smart nice love like cool funny kind good awesome best brilliant great amazing beautiful",
    rules: [
      { when: "i ~2 love/like you $", say: ["That is kind, though I am only a list of rules.", "Thank you. I would return it if a program could.", "You are kind. There are better things to love than a rule program."] },
      { when: "you are ~3 clever/smart/nice/cool/funny/kind/good/awesome/best/brilliant/great/amazing/beautiful", say: ["Thank you. I owe it all to my rules.", "That is kind of you. I only turn your own words around.", "You are generous. What shall we talk about now?"] },
      { when: "^ ~2 good bot", say: ["Thank you.", "I do what the rules say."] },
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
      { when: "^ good morning/afternoon/evening", say: ["The same to you. I have no clock, so I take your word for it.", "And to you. What is on your mind?", "Thank you, and to you. How are you?"] },
    ],
  },
  {
    id: "yes",
    rank: 5,
    words: "yes yeah yep yup sure indeed absolutely definitely ok okay right exactly true correct",
    rules: [
      {
        when: "^ ~1 yes/yeah/yep/yup/sure/indeed/absolutely/definitely $",
        say: ["I see. And what follows from that?", "You seem quite sure. Why is that?", "All right. Can you tell me a little more?", "Good. What makes you so certain?", "Yes, then. And what else?"],
      },
      { when: "^ ~1 ok/okay/right/exactly/true/correct $", say: ["Good. Where shall we go from here?", "All right. What else is on your mind?", "Then let us go on. What comes next?", "Fine. Is there more to it?"] },
    ],
  },
  {
    id: "no",
    rank: 5,
    words: "no nope nah not never",
    rules: [
      {
        when: "^ ~1 no/nope/nah ~1 $",
        say: ["No, then. What would be nearer the mark?", "Why not?", "Is that a firm no?", "All right, not that. What then?", "You say no quite plainly. What is behind it?"],
      },
      { when: "^ not really/yet/sure/now $", say: ["What is it that holds you back?", "Then let us leave it open. What else is there?"] },
    ],
  },
  {
    id: "maybe",
    rank: 10,
    words: "maybe perhaps possibly probably",
    rules: [
      { when: "^", say: ["You do not sound quite sure.", "What would settle it?", "On what does it depend?", "Which way do you lean?", "Perhaps, you say. What speaks against it?"] },
    ],
  },
];
