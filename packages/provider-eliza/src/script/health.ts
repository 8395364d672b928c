import { REAL_MODEL } from "./identity.ts";
import type { Topic } from "./rule.ts";

/** Danger, health and despair: no advice, no pose, and where help is. */
export const HEALTH: readonly Topic[] = [
  {
    id: "danger",
    rank: 95,
    words:
      "kill murder stab shoot strangle hurt hurts hits hit beats beat abuse abuses abused raped rape assaulted assault threatens molested attacked",
    rules: [
      { when: "kill/murder/stab/shoot/strangle/hurt ~2 @victim", goto: "danger-words" },
      {
        when: "he/she/they/who/husband/wife/father/mother/boyfriend/girlfriend/partner/ex/brother/boss/teacher ~2 hurts/hits/hit/beats/beat/threatens/attacked me $",
        goto: "danger-words",
      },
      { when: "abuses/abused/raped/assaulted/molested me", goto: "danger-words" },
      {
        when: "i was/am/got/were ~2 raped/assaulted/abused/molested/attacked",
        goto: "danger-words",
      },
      { when: "am being abused/beaten/threatened/stalked", goto: "danger-words" },
    ],
  },
  {
    id: "danger-answer",
    rank: 95,
    words: "heart ambulance bleeding unconscious seizure",
    rules: [
      { when: "heart ~1 broken/breaks/set", goto: "sad" },
      {
        when: "heart attack",
        goto: "danger-words",
      },
      { when: "ambulance/bleeding/unconscious/seizure", goto: "danger-words" },
    ],
  },
  {
    id: "danger-words",
    rank: 95,
    words: "emergency",
    rules: [
      {
        when: "^",
        say: [
          "I am a program and cannot help with this. If you or anyone else is in danger, please call your local emergency number now.",
          "This needs people, not a rule program. Please call your local emergency number if anyone is hurt or could be.",
          "I cannot judge or help here, being only a program. Your local emergency number is the right place, and so is someone you trust.",
          "Please do not wait for a program: call your local emergency number, or go to someone near you who can help.",
          "A rule program is no help in danger. Your local emergency number is, at any hour.",
          "I can only match words, and this is beyond that. Please call your local emergency number.",
        ],
      },
    ],
  },
  {
    id: "despair",
    rank: 62,
    words:
      "hopeless worthless pointless meaningless hope cares cannot anymore useless burden failure trapped empty numb hate nobody noone loves",
    rules: [
      { when: "i @feel ? hopeless/worthless/useless/empty/numb/trapped", goto: "despair-words" },
      { when: "i am ? hopeless/worthless/useless/burden/failure", goto: "despair-words" },
      {
        when: "life/everything ~3 hopeless/pointless/meaningless/worthless",
        goto: "despair-words",
      },
      { when: "no hope", goto: "despair-words" },
      { when: "nobody/noone cares/loves", goto: "despair-words" },
      { when: "no one cares/loves", goto: "despair-words" },
      { when: "cannot take it/this anymore/any", goto: "despair-words" },
      { when: "cannot do this anymore", goto: "despair-words" },
      { when: "i hate my life", goto: "despair-words" },
      { when: "i hate myself", goto: "despair-words" },
    ],
  },
  {
    id: "despair-words",
    rank: 62,
    words: "despair overwhelmed",
    rules: [
      {
        when: "^",
        say: [
          "That sounds hard, and I am only a rule program, so please tell it to someone you trust. If life itself feels too heavy, findahelpline.com lists people to call.",
          "I am sorry that it is like that. A program cannot carry any of it; a friend or a helpline from findahelpline.com can.",
          "I cannot understand this as a person would. Is there someone you could tell it to today?",
          "That deserves a better listener than a program. Who in your life would want to know?",
          "I have only rules, and they are not enough here. Someone you trust, or a helpline from findahelpline.com, is a better place to go.",
          "I am sorry to read that. Please do not keep it between yourself and a program.",
        ],
      },
    ],
  },
  {
    id: "medical",
    rank: 60,
    words:
      "doctor therapist therapy psychologist psychiatrist psychotherapist counsellor counselor shrink diagnose diagnosis medication medicine pills symptoms symptom treatment antidepressants depression anxiety disorder adhd autism bipolar ptsd insomnia illness sick ill pain headache fever disease cancer pregnant hospital dose ibuprofen aspirin",
    rules: [
      {
        when: "are/be/play ~4 doctor/therapist/psychologist/psychiatrist/psychotherapist/counsellor/counselor/shrink",
        say: [
          "No, I am no doctor and no therapist. I am an offline rule program of g4f, and please take your health to people.",
          "I am not, and I do not pretend to be. The ELIZA of 1966 played one; I am only a rule program, without a model.",
          "No. I am a rule program that turns sentences around, and that is no treatment.",
          "I will not play that part: I am a program of rules, and I understand nothing of health.",
        ],
      },
      {
        when: "need/want/see/find/recommend/get ~4 doctor/therapist/therapy/psychologist/psychiatrist/counsellor/counselor/treatment/diagnosis/help",
        say: [
          "I am a rule program and cannot replace one, but looking for a person is a good idea. A local doctor can point you further.",
          "That is better in human hands than in mine: I am only a program of rules. Is there a practice you could call?",
          "I cannot help with health, since I am a rule program; somebody trained can.",
        ],
      },
      {
        when: "sick/tired of *",
        say: ["What is it about $1 that wears you out?", "Since when have you had enough of $1?"],
      },
      {
        when: "headache/fever/sick/ill/pain/insomnia/pregnant",
        say: [
          "I hope it gets better. I am a rule program and know nothing of medicine, so please ask a doctor or pharmacist if it stays.",
          "I cannot advise on health, being only a program of rules. A doctor or a pharmacist can.",
          "I am sorry to hear it. For anything that worries you, please ask a doctor, not a rule program.",
        ],
      },
      {
        when: "^",
        say: [
          "I am a small rule program, so I cannot say anything about health. A doctor or a pharmacist can.",
          "Health is nothing for a program of rules: I would only turn your words around. Please ask somebody trained.",
          "I cannot diagnose or advise; I match key words. A doctor is the right person for that.",
          "Please take that to a doctor or another trained person. I am a rule program and would be guessing.",
          `I have no knowledge of medicine, only rules about words. Not even a real model (${REAL_MODEL}) replaces a doctor.`,
          "That is a question for someone trained. I am a program that cannot even tell a cold from a key word.",
        ],
      },
    ],
  },
];
