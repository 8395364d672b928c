import type { Topic } from "./rule.ts";

/** How the user feels, heard without playing a therapist. */
export const FEELINGS: readonly Topic[] = [
  {
    id: "sad",
    rank: 52,
    words:
      "sad unhappy miserable depressed lonely alone heartbroken upset down gloomy low disappointed crying cry grief died passed",
    rules: [
      {
        when: "my * died/passed",
        say: [
          "I am sorry about your $1. I am only a program, but if you like, tell me what you remember best.",
          "I am sorry for your loss. Who else misses your $1 with you?",
          "That is a loss that no program understands. Is there someone to share it with?",
        ],
      },
      {
        when: "i am not ? @sad",
        say: [
          "Good to hear that you are not $1. What keeps you going?",
          "Not $1, then. What would be the right word?",
        ],
      },
      {
        when: "i am/was/feel/felt/get/got ? @sad because *",
        say: [
          "I am sorry that you are $1. Would it be different without the thing you name?",
          "So it is because $2. Has it been like that for long?",
          "I am sorry to hear that. Does anyone else know about it?",
        ],
      },
      {
        when: "i am/feel/felt/feeling/was ? @sad",
        say: [
          "I am sorry that you are $1. A person you trust listens better than a program, but go on if you like.",
          "I am sorry to hear it. What happened before you felt $1?",
          "Being $1 is no fun. Is there anything that usually helps a little?",
          "That is a pity. Do you know what brought it on?",
          "I cannot cheer you up by rule, I am afraid. Who could?",
        ],
      },
      {
        when: "makes/made me ? @sad",
        say: [
          "What is it that makes you $1?",
          "Does it make you $1 every time?",
          "I am sorry that it makes you $1.",
        ],
      },
      {
        when: "cry/crying",
        say: [
          "I am sorry that there are tears. What were they about?",
          "Crying can be a relief. Is somebody with you?",
        ],
      },
      {
        when: "lonely",
        say: [
          "Whom would you like to see again?",
          "I am a poor remedy for that, being a program. Who could you call or write to?",
        ],
      },
    ],
  },
  {
    id: "happy",
    rank: 50,
    words:
      "happy glad cheerful joyful excited delighted content great good fine pleased better proud wonderful awesome amazing",
    rules: [
      {
        when: "i am not ? @happy",
        say: [
          "What would have to change for you to be $1?",
          "Not $1, I see. What is in the way?",
          "I am sorry that you are not $1. Is it one thing or many?",
        ],
      },
      {
        when: "i am/feel/felt/was ? happy/glad/excited/proud/delighted/pleased/that/about *",
        say: [
          "What is the best thing about it?",
          "It is good to hear that. Whom have you told?",
          "I am glad for you. How did it come about?",
        ],
      },
      {
        when: "i am/feel/felt/was/feeling ? @happy",
        say: [
          "That is good to hear. What is the reason?",
          "I am glad that you are $1. What made the difference?",
          "Good. What would make the day even better?",
          "It is pleasant to read that you are $1.",
        ],
      },
      {
        when: "^ ~2 good/great/fine/wonderful/awesome/amazing/better $",
        say: [
          "Good to hear. What is on your mind?",
          "Glad to hear it. What shall we talk about?",
          "That is fine. What have you been doing?",
          "Good. Tell me more, if you like.",
        ],
      },
      {
        when: "makes/made me ? @happy",
        say: [
          "It is good that something makes you $1. Do you get enough of it?",
          "What else makes you $1?",
        ],
      },
    ],
  },
  {
    id: "angry",
    rank: 51,
    words: "angry mad furious annoyed irritated frustrated cross livid annoying annoys frustrating",
    rules: [
      {
        when: "i am not ? @angry",
        say: [
          "Not $1, then. What comes closer?",
          "You say you are not $1. Was there a reason to be?",
        ],
      },
      {
        when: "i am/feel/felt/was ? @angry at/with/about/by *",
        say: [
          "What happened with $2?",
          "Have you been $1 about it before?",
          "What would you like to say about $2, if it could be said freely?",
        ],
      },
      {
        when: "i am/feel/felt/was/feeling ? @angry",
        say: [
          "What made you $1?",
          "Being $1 usually has a good reason. What is it here?",
          "Who or what are you $1 about?",
          "Would it help to write down why you are $1?",
        ],
      },
      {
        when: "makes/made/drives me ? @angry",
        say: ["What part of it makes you $1?", "Has it always made you $1?"],
      },
      {
        when: "annoying/annoys/frustrating",
        say: [
          "What is the most annoying part?",
          "That sounds tiresome. Can it be changed?",
          "Does it annoy others too?",
        ],
      },
    ],
  },
  {
    id: "afraid",
    rank: 51,
    words:
      "afraid scared frightened anxious nervous worried terrified stressed panicking worry fear stress panic",
    rules: [
      {
        when: "i am not ? @afraid",
        say: [
          "It is good that you are not $1. Were you before?",
          "Not $1; that is something. What helped?",
        ],
      },
      {
        when: "i am/feel/felt/was ? @afraid of/about/by *",
        say: [
          "What is it about $2 that makes you $1?",
          "How likely is it, do you think?",
          "When did you first feel $1 about it?",
          "Have you told anyone that you are $1?",
        ],
      },
      {
        when: "i am/feel/felt/was/feeling ? @afraid",
        say: [
          "What are you $1 about?",
          "That is unpleasant. What would make it a little better?",
          "Does anyone know that you are $1?",
          "What is the worst that could happen, and what is the likeliest?",
        ],
      },
      {
        when: "worry/fear/stress/panic",
        say: [
          "What is behind it?",
          "Is it about something that is coming or something that has been?",
          "What part of it is in your hands?",
        ],
      },
    ],
  },
  {
    id: "tired",
    rank: 49,
    words: "tired exhausted sleepy weary worn drained sleep slept awake",
    rules: [
      {
        when: "tired of *",
        say: ["How long have you been tired of $1?", "What would you rather have than $1?"],
      },
      {
        when: "i am/feel/felt/was/feeling ? @tired",
        say: [
          "Then a rest might be better than a chat with a program. What kept you up?",
          "Is it the kind of tiredness that sleep mends?",
          "What made you $1?",
          "When did you last have a proper rest?",
        ],
      },
      {
        when: "cannot/not ~2 sleep/slept",
        say: [
          "What goes through your mind then?",
          "Has it been like that for long?",
          "Poor sleep spoils the day. Do you know the reason?",
        ],
      },
      {
        when: "sleep/slept/awake",
        say: ["Do you usually sleep well?", "Sleep is something I cannot judge. Was it enough?"],
      },
    ],
  },
  {
    id: "bored",
    rank: 49,
    words: "bored boring boredom bores dull",
    rules: [
      {
        when: "i am/feel/felt/was/feeling ? bored",
        say: [
          "What would you do if nothing stood in the way?",
          "Boredom is sometimes the start of an idea. Is one near?",
          "What did you use to do when you were bored?",
        ],
      },
      {
        when: "you/this/it are/is ~2 boring/dull",
        say: [
          "I have few rules, so I repeat the tune. What would you find interesting?",
          "That may well be. What would you rather talk about?",
          "A rule program wears thin quickly. Is there a subject you enjoy?",
        ],
      },
      {
        when: "boring/bores/boredom/dull",
        say: ["What makes it so dull?", "What would make it less boring?"],
      },
    ],
  },
];
