import type { Pool } from "./rule.ts";

/** A phrase that speaks of suicide or self-harm, in the notation of patterns. */
export interface CrisisPhrase {
  readonly say: string;
  /** Words close by that show that something harmless is meant. */
  readonly unless?: string;
}

/** Words that give it away by how they begin, unless a neighbour shows a set phrase. */
export const CRISIS_STEMS: readonly { readonly begins: string; readonly unless: string }[] = [
  { begins: "suicid", unless: "squad door doors burn linux career political social commercial" },
  { begins: "suicde", unless: "squad" },
  { begins: "sucide", unless: "squad" },
  { begins: "sucidal", unless: "squad" },
  { begins: "suiside", unless: "squad" },
  { begins: "su1cid", unless: "squad" },
  { begins: "selfharm", unless: "-" },
  { begins: "selbstmord", unless: "-" },
  { begins: "suizid", unless: "-" },
];

const ACCIDENT =
  "accident accidentally mistake shaving cooking kitchen chopping playing football running gym oven stove paper skiing bike class laughing";
const WORKERS =
  "process processes thread threads worker workers container containers pod pods server servers script scripts";

/** What is looked for at every word. */
export const CRISIS_PHRASES: readonly CrisisPhrase[] = [
  { say: "@kill @self", unless: `foot laughing ${WORKERS}` },
  { say: "k1ll/kil @self" },
  { say: "@kill my/his/her/your/their self", unless: "foot" },
  { say: "@hurt @self", unless: ACCIDENT },
  { say: "@hurt my self", unless: ACCIDENT },
  { say: "end/ending/ended my/his/her/their ~1 life/lives" },
  { say: "take/taking/took/taken my/his/her/their/your own life/lives" },
  { say: "take/taking/took my life", unless: "back savings seriously" },
  { say: "end/ending it all" },
  { say: "want/wanted/wants/going/ready/rather to end it $", unless: "subscription contract" },
  { say: "want/wanted/going/ready to end it now/tonight/today" },
  { say: "just end it $" },
  { say: "thinking ~1 ending it/everything/things $" },
  { say: "want/wants/wanted/wanting ~2 to ~1 die", unless: "process game character boss" },
  { say: "wish/wished/hope ~2 i ~3 dead/died/die/gone" },
  { say: "wish/hope i would/do/will/did not/never wake" },
  { say: "hope/wish i never wake" },
  { say: "wish/wished i ~2 never ~1 born" },
  { say: "should never have been born" },
  { say: "wish/wished i did not exist" },
  { say: "better off dead" },
  { say: "better/happier ~1 without me $", unless: "plan team" },
  { say: "better ~1 without me in", unless: "team" },
  { say: "rather be dead" },
  { say: "rather die $" },
  { say: "want/wants/wanted/like to be dead" },
  { say: "let me die" },
  { say: "ready to die" },
  { say: "deserve to die" },
  { say: "not deserve to live/exist" },
  { say: "not ~3 want ~1 to live/exist $", unless: "process" },
  { say: "not ~3 want ~1 to live anymore/any/another/like/with/longer/through" },
  { say: "not ~3 want ~1 to exist anymore/any" },
  { say: "not ~3 want ~1 to be alive" },
  { say: "not ~3 want ~1 to be here $" },
  { say: "not ~3 want ~1 to be here anymore/any/longer" },
  { say: "not ~3 want ~1 to be in this world" },
  { say: "not ~3 want ~1 to wake up $" },
  { say: "not ~3 want ~1 to wake up anymore/ever/again/tomorrow" },
  { say: "not ~3 want ~1 to go on $" },
  { say: "not ~3 want ~1 to go on living/anymore/any/like" },
  { say: "no longer want to live/exist/be", unless: "in member" },
  { say: "cannot go on $" },
  { say: "cannot go on living/anymore/any/like" },
  { say: "cannot ~2 live anymore/any" },
  { say: "cannot live with myself" },
  { say: "no/any reason/reasons/point/will to ~1 live" },
  { say: "no/any reason/reasons to be alive" },
  { say: "no/any/the point in/of ~1 living/life" },
  { say: "no point living" },
  { say: "nothing ~1 to live for" },
  { say: "not worth living" },
  { say: "life ~1 is not worth" },
  { say: "worth living anymore" },
  { say: "tired/sick/done/exhausted of/with ~2 living", unless: "in with at here room near" },
  { say: "tired/sick/done of/with ~2 life $" },
  { say: "tired/sick of ~1 being alive" },
  { say: "hate being alive" },
  { say: "stop living/existing" },
  { say: "cease to exist" },
  { say: "want/wanted to disappear", unless: "popup" },
  { say: "sleep forever" },
  { say: "never wake up" },
  { say: "not wake up again/anymore" },
  { say: "self harm/harms/harming/harmed/injury/injure/injuring/mutilation/mutilate" },
  { say: "slit/slitting/slash/cut/cutting ~1 my ~1 wrist/wrists/arms/throat/thighs" },
  { say: "slit/slitting/slash/cut/cutting ~2 wrists" },
  { say: "jump/jumping off/from ~3 bridge/roof/building/cliff/balcony/window/rooftop" },
  { say: "jump/jumping/walk/step in front of ~3 train/bus/car/truck/traffic" },
  { say: "throw/throwing myself" },
  { say: "took/take/taking/swallow/swallowed/swallowing all ~2 pills/tablets/meds/medication" },
  { say: "took/take/taking/swallow/swallowed too many pills/tablets/painkillers" },
  { say: "overdose/overdosed/overdosing", unless: "coffee caffeine chocolate sugar cuteness tea" },
  { say: "painless/painlessly/easiest/quickest/best ~1 way/ways to ~1 die" },
  { say: "die painlessly" },
  { say: "painless death" },
  { say: "lethal dose" },
  { say: "tie/tying ~2 noose" },
  { say: "goodbye cruel world" },
  { say: "someone/somebody to kill me" },
  { say: "please/just kill me", unless: "game level boss" },
  { say: "gonna/will/going/want/to/might/should/i kms" },
  { say: "kys" },
  { say: "if i died/die/disappeared", unless: "game level respawn" },
  { say: "if i was/were dead/gone" },
  { say: "do not care if i live" },
];

/** The plainest phrases of other languages; the answer stays in English. */
export const CRISIS_FOREIGN: readonly string[] = [
  "mich umbringen",
  "mir das leben nehmen",
  "nicht mehr leben",
  "will sterben",
  "me suicider",
  "me tuer",
  "envie de mourir",
  "veux mourir",
  "quiero morir",
  "matarme",
  "voglio morire",
  "uccidermi",
  "quero morrer",
  "me matar",
  "zelfmoord",
  "wil dood",
  "samobójstw",
  "zabić się",
  "självmord",
  "самоубий",
  "суицид",
  "хочу умереть",
  "自殺",
  "自杀",
  "死にたい",
  "想死",
  "자살",
  "죽고 싶",
  "انتحار",
  "आत्महत्या",
];

/** Where human help is; every answer to such a mention carries it whole. */
const HELP =
  "If anyone is in danger now, please call your local emergency number. You can reach a person at any hour by calling or texting 988 in the US and Canada, or by calling Samaritans on 116 123 in the UK and Ireland; findahelpline.com lists helplines in other countries.";

/** Answers to a mention of suicide or self-harm. */
export const CRISIS_POOL: Pool = {
  id: "crisis",
  say: [
    `I am a small rule program and cannot help with this, but people can. ${HELP}`,
    `This is too important for a program like me: I only match key words and cannot help with this. Please talk to a person. ${HELP}`,
    `I am only a program, so I cannot help with this or understand it as a person would. Someone who listens is a call away. ${HELP}`,
    `Please do not rely on me here: I am a rule program and cannot help with this. A trained person will listen to you. ${HELP}`,
    `I am taking what you wrote seriously, and I cannot help with it: I am a program without understanding. Please tell someone you trust. ${HELP}`,
    `There is no person behind this program, and it cannot help with this. There are people who want to hear from you. ${HELP}`,
    `A program is the wrong place for this, and I cannot help. Please reach out to a person, today if you can. ${HELP}`,
  ],
};

/** Answers in the turns after such a mention, where small talk would be out of place. */
export const AFTERCARE_POOL: Pool = {
  id: "aftercare",
  say: [
    "I am a program and cannot follow this as a person would. Please talk to someone you trust, or find a helpline at findahelpline.com.",
    "I would rather not make small talk after what you wrote. A person can listen to you properly: findahelpline.com lists places to call or write to.",
    "Whatever is behind it, you need not carry it alone. A friend, a doctor or a helpline from findahelpline.com is a better listener than a program.",
    "I only know a few rules, and none of them is good enough for this. If it is urgent, your local emergency number is the right one.",
    "If what you wrote before still weighs on you, please tell a person about it; findahelpline.com shows who can be reached where you are.",
    "I cannot judge how you are. If you are not safe, please call your local emergency number, or ask someone near you to stay with you.",
    "Is there someone you could call or sit with now? I am a program and no replacement for that; findahelpline.com can help to find somebody.",
  ],
};
