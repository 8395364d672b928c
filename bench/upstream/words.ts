/** A generator of numbers from 0 to 1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Pieces of text as models send them: mostly plain words, some that JSON has to escape. */
const PIECES = [
  ..." the| of| and| a| to| in| is| it| that| was| for| on| are| with| as| his| they| at| be".split(
    "|",
  ),
  ..." this| from| have| or| by| one| had| not| but| what| all| were| when| we| there| can".split(
    "|",
  ),
  ..." token| language| streaming|ation|ing|s|ed|,|.|,|.| understanding| implementation|-|'s".split(
    "|",
  ),
  ...' café|**| 日本|:|\n|\n\n| "quoted"| —'.split("|"),
];

/** The text of each of so many tokens. */
export function textPieces(tokens: number): string[] {
  const random = seeded(42);
  return Array.from({ length: tokens }, () => PIECES[Math.floor(random() * PIECES.length)] ?? "");
}

/** JSON that a tool is called with, in so many fragments. */
export function argumentPieces(fragments: number): string[] {
  const words = Array.from({ length: Math.max(1, fragments - 2) }, (_, at) => `line ${at % 90} `);
  return ['{"text":"', ...words, '"}'];
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Padding as OpenAI puts it behind each delta: letters and digits, so many that lengths say nothing. */
export function padding(random: () => number, text: string): string {
  const length = 1 + Math.floor(random() * 16) + (text.length % 3);
  return Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join("");
}
