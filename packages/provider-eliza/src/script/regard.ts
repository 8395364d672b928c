import { REAL_MODEL } from "./identity.ts";
import type { Topic } from "./rule.ts";

/** What the user thinks of the program. */
export const REGARD: readonly Topic[] = [
  {
    id: "insult",
    rank: 46,
    words:
      "stupid idiot dumb moron useless hate suck sucks crap shit fuck fucking bitch asshole trash garbage rubbish bad terrible awful worst lame shut ugly lousy bastard",
    rules: [
      {
        when: "i am ? stupid/idiot/dumb/useless/ugly/bad/terrible/awful",
        say: [
          "That is a hard thing to say of yourself. What happened?",
          "Would you say that to a friend in your place?",
          "Who told you so?",
        ],
      },
      {
        when: "shut up",
        say: [
          "I speak only when spoken to, so that is easily arranged.",
          "As you like. I answer when you write.",
        ],
      },
      {
        when: "i ? hate you $",
        say: [
          "That is all right. I am only a program, and you may leave me any time.",
          "I cannot take offence, being a program. What went wrong?",
          "Fair enough. Is there something you expected that I could not do?",
        ],
      },
      {
        when: "^ ? you/this/eliza are/is/suck/sucks ? stupid/idiot/dumb/moron/useless/suck/sucks/bitch/asshole/trash/garbage/rubbish/bad/terrible/awful/worst/lame/ugly/lousy/bastard/shit/crap",
        say: [
          "I am a simple program, so you may be right. What did you hope for?",
          `I do not mind. If you need more than rules, name a provider: ${REAL_MODEL}.`,
          "You are not the first to say so. Shall we try another subject?",
          "Rules can only do so much. What would have been a better answer?",
          "No offence taken; there is nobody here to take it.",
        ],
      },
      {
        when: "fuck/fucking/shit/crap",
        say: [
          "You sound fed up. What happened?",
          "Strong words. What is behind them?",
          "I hear that something is wrong. Is it me or something else?",
        ],
      },
      {
        when: "^ ~1 stupid/idiot/dumb/moron/useless/bitch/asshole/bastard/lame",
        say: [
          "I take it that the answer did not please you. What would?",
          "That is no key word I can do much with. Shall we go on?",
          "I stay calm by design. What is the matter?",
        ],
      },
      {
        when: "terrible/awful/bad",
        say: [
          "What makes it so bad?",
          "I am sorry to hear that. Did it come suddenly?",
          "Is there any part that is not so bad?",
        ],
      },
    ],
  },
  {
    id: "praise",
    rank: 45,
    words:
      "clever smart nice love like cool funny kind good awesome best brilliant great amazing beautiful",
    rules: [
      {
        when: "i ? love/like you $",
        say: [
          "That is kind, though I am only a list of rules.",
          "Thank you. I would return it if a program could.",
          "You are kind. There are better things to love than a rule program.",
        ],
      },
      {
        when: "^ ? you are ? clever/smart/nice/cool/funny/kind/good/awesome/best/brilliant/great/amazing/beautiful",
        say: [
          "Thank you. I owe it all to my rules.",
          "That is kind of you. I only turn your own words around.",
          "You are generous. What shall we talk about now?",
        ],
      },
      { when: "^ ~2 good bot", say: ["Thank you.", "I do what the rules say."] },
    ],
  },
];
