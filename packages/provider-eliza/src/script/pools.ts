import { REAL_MODEL } from "./identity.ts";
import type { Pool } from "./rule.ts";

/** No key word matched. More replies than may not be repeated, so that one is always left. */
export const NONE: Pool = {
  id: "none",
  say: [
    "Please go on.",
    "Tell me a little more about that.",
    "I am not sure that I follow. Can you say it in other words?",
    "What does that mean to you?",
    "I see. What else is on your mind?",
    "None of my rules fits that. What is it about?",
    "Can you give me an example?",
    "That is new to me. How did you come to it?",
    "And what do you make of it?",
    "I have only simple rules, so help me along: what matters most about it?",
  ],
};

/** Something that the user called "my …" earlier; `$1` is what. */
export const RECALL: Pool = {
  id: "recall",
  say: [
    "Earlier you mentioned your $1. What more is there to say about that?",
    "Let us go back to your $1 for a moment. What about it?",
    "Does that have anything to do with your $1?",
    "You spoke of your $1 before. Is that still on your mind?",
    "I am still curious about your $1.",
    "Before, you brought up your $1. Shall we return to that?",
  ],
};

/** The same input as shortly before. */
export const REPEATED: Pool = {
  id: "repeated",
  say: [
    "You said that a moment ago. Has anything changed since?",
    "That sounds familiar. Was my answer no use?",
    "We have been here before. What would you like to add?",
    "You are repeating yourself, which is usually my part. What shall we do about it?",
    "The same words again. Perhaps other words would bring us further.",
    "I heard you, as far as a program hears. What else is there?",
    "Once more the same. Is it that important?",
  ],
};

/** Nothing was said. */
export const EMPTY: Pool = {
  id: "empty",
  say: [
    "Nothing came through. What would you like to say?",
    "I am here. Please write something.",
    "That was an empty message. What is on your mind?",
    "Silence is fine, too. Whenever you like.",
    "I have no words to work with yet. What shall we talk about?",
    "There was no text in that. Would you try again?",
    "Take your time. I answer when you write.",
  ],
};

/** Signs without words. */
export const SIGNS: Pool = {
  id: "signs",
  say: [
    "I only read words. What would that be in words?",
    "A picture says more than I can read. Can you write it out?",
    "My rules know no symbols. What do you mean by it?",
    "That is pretty, but I work with words only.",
    "I cannot make anything of signs. Would you put it in a sentence?",
    "No words in that, so no rule fits. What did you want to say?",
  ],
};

/** Not in English. */
export const FOREIGN_LANGUAGE: Pool = {
  id: "foreign",
  say: [
    `I am a small rule program and know English only. A real model knows more languages: ${REAL_MODEL}.`,
    "That does not look like English, and my rules are English only. Could you say it in English?",
    "I only have rules for English, I am sorry to say. Would you try that?",
    `English is all I have. For other languages, name a provider: ${REAL_MODEL}.`,
    "My rules find no English words in that. Can you put it in English?",
    "I cannot read that language; a few English words would do.",
  ],
};

/** More than is read. */
export const LONG: Pool = {
  id: "long",
  say: [
    `That is more than a rule program can read: I only look for key words. A real model reads it all: ${REAL_MODEL}.`,
    "So many words, and I look for one. What is the main point, in a sentence?",
    `I cannot take in a text of that length, nor sum it up. Name a provider for that: ${REAL_MODEL}.`,
    "A long text, and my rules are short. Which sentence matters most?",
    `I do not read such long messages. Give me one sentence, or give it all to a model: ${REAL_MODEL}.`,
    "That is a lot at once. Where should I begin?",
  ],
};
