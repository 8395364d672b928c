const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const SWAPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    i: "you",
    me: "you",
    my: "your",
    mine: "yours",
    myself: "yourself",
    am: "are",
    your: "my",
    yours: "mine",
    yourself: "myself",
    we: "you",
    us: "you",
    our: "your",
    ours: "yours",
    ourselves: "yourselves",
  }),
);

const AUXILIARIES = words(
  "are were am is was have had has do did does can could will would shall should may might must cannot never not always really",
);
const AFTER_OBJECT = words(
  "to for with and or but because so if when at in on from about of by as than the a an my too now today again very much more most please here there back up out off down away alone well",
);
const PREPOSITIONS = words(
  "to for with about of at from on by than between without like near behind around against before after toward towards",
);
const TAKES_OBJECT = words(
  "love hate like want need tell told ask asked see saw help helped trust thank miss missed hear heard give gave show let made make teach taught find call called meet met leave hurt kill remember forget bother annoy create created built wrote programmed program train trained use using test testing ignore ignored follow pay send let keep do loved hated liked understand understood knew bore bored kiss marry fix break stop",
);
const BEFORE_SUBJECT = words(
  "that if because when while what who why how where whether and but or so think say said believe hope guess suppose know wish feel until since although though",
);
const SUBJECT_ADVERBS = words("really never always just still also only not often sometimes");

/**
 * The words seen from the other side: "I am with you" gives "you are with me". `before` is the word
 * that went before them, which may show what a first "you" is.
 */
export function reflect(
  keys: readonly string[],
  shown: readonly string[],
  before?: string,
): readonly string[] {
  return keys.map((key, index) => {
    if (key === "you") return isObject(keys, index, before) ? "me" : "I";
    const verb = verbForm(keys, index);
    return verb ?? SWAPS.get(key) ?? shown[index] ?? key;
  });
}

/** Whether "you" at this place is what the verb acts on. */
function isObject(keys: readonly string[], index: number, context?: string): boolean {
  const before = keys[index - 1] ?? context;
  const after = keys[index + 1];
  if (before === undefined) return false;
  if (before === "are" || before === "were") return false;
  if (after !== undefined && AUXILIARIES.has(after)) return PREPOSITIONS.has(before);
  if (after === undefined) return !BEFORE_SUBJECT.has(before) || before === "know";
  if (PREPOSITIONS.has(before) || TAKES_OBJECT.has(before)) return true;
  return AFTER_OBJECT.has(after) && !BEFORE_SUBJECT.has(before);
}

/** The form of "to be" that goes with the other person, where the word is one. */
function verbForm(keys: readonly string[], index: number): string | undefined {
  const key = keys[index];
  if (key !== "are" && key !== "were" && key !== "was") return undefined;
  const subject = subjectOf(keys, index);
  if (key === "was") return subject === "i" ? "were" : undefined;
  if (subject !== "you") return undefined;
  return key === "are" ? "am" : "was";
}

function subjectOf(keys: readonly string[], index: number): string | undefined {
  const after = keys[index + 1];
  if (after === "i") return "i";
  const before = keys[index - 1] ?? "";
  const at = SUBJECT_ADVERBS.has(before) ? index - 2 : index - 1;
  const subject = keys[at];
  // "my friend and I were" is plural: the verb stays.
  if ((subject === "you" || subject === "i") && keys[at - 1] !== "and") return subject;
  return after === "you" && before !== "" && subject !== "i" ? "you" : startsQuestion(keys, index);
}

function startsQuestion(keys: readonly string[], index: number): string | undefined {
  return index === 0 && keys[1] === "you" ? "you" : undefined;
}
