const WHOLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "can't": "cannot",
    cant: "cannot",
    "won't": "will not",
    wont: "will not",
    "shan't": "shall not",
    "ain't": "is not",
    aint: "is not",
    "let's": "let us",
    "y'all": "you",
    im: "i am",
    ive: "i have",
    dont: "do not",
    doesnt: "does not",
    didnt: "did not",
    isnt: "is not",
    arent: "are not",
    wasnt: "was not",
    werent: "were not",
    havent: "have not",
    hasnt: "has not",
    hadnt: "had not",
    wouldnt: "would not",
    couldnt: "could not",
    shouldnt: "should not",
    youre: "you are",
    youve: "you have",
    theyre: "they are",
    whats: "what is",
    thats: "that is",
    whos: "who is",
    hows: "how is",
    wheres: "where is",
    wanna: "want to",
    gonna: "going to",
    gotta: "have to",
    u: "you",
    ur: "your",
    pls: "please",
    plz: "please",
    thx: "thanks",
    ty: "thanks",
    mum: "mother",
    mom: "mother",
    mommy: "mother",
    mummy: "mother",
    dad: "father",
    daddy: "father",
  }),
);

const NOT = new Set(
  "do does did is are was were have has had would could should must need might".split(" "),
);
const PRONOUNS = new Set("he she it that this there here what who where when how why".split(" "));
const ENDINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({ m: "am", re: "are", ve: "have", ll: "will", d: "would" }),
);

/** The full words of a contraction, in lower case; any other word as it is. Possessives stay. */
export function expand(word: string): readonly string[] {
  const whole = WHOLE.get(word);
  if (whole !== undefined) return whole.split(" ");
  const at = word.lastIndexOf("'");
  if (at <= 0) return [word];
  const stem = word.slice(0, at);
  const ending = word.slice(at + 1);
  if (ending === "t" && stem.endsWith("n") && NOT.has(stem.slice(0, -1))) {
    return [stem.slice(0, -1), "not"];
  }
  if (ending === "s") return PRONOUNS.has(stem) ? [stem, "is"] : [word];
  const full = ENDINGS.get(ending);
  return full === undefined ? [word] : [...expand(stem), full];
}
