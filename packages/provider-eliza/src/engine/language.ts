const set = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const ENGLISH = set(
  "the a an i you he she it we they is are am was were be do does did have has had not and or of to in for with that this what who why how when where my your me can will would should please hello hi tell about if so but from at by",
);
/** German, French, Spanish, Italian, Portuguese, Dutch, Polish and Swedish words that are not English ones. */
const FOREIGN = set(
  "ich du er wir ihr der das und nicht ein eine einen ist bin bist sind mit auf für warum wie wo wer bitte danke kannst mir dir heute sehr auch aber je tu il elle nous vous les des une est et suis êtes c'est pas pourquoi comment qui que quoi dans avec pour merci bonjour salut oui mon ma yo él ella nosotros el la los las una es soy eres está estoy qué por cómo quién dónde gracias hola con pero muy mi tú usted io lui lei noi voi gli sono sei perché ciao grazie non che cosa sto bene eu você ele ela não obrigado obrigada olá estou uma ik jij je wij het een zijn niet waarom hoe goedemorgen dank wat jestem nie tak jak co czy dzień dobry jag är inte och hej tack varför guten tag hallo morgen abend",
);
const SAMPLE_CHARS = 2000;
const SAMPLE_WORDS = 60;

/** Whether a cleaned text is plainly not in English, by its letters or by its commonest words. */
export function isForeign(cleaned: string, keys: readonly string[]): boolean {
  const letters = cleaned.slice(0, SAMPLE_CHARS).match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  if (letters.length > 0 && latin * 2 < letters.length) return true;
  const sample = keys.slice(0, SAMPLE_WORDS);
  const foreign = sample.filter((key) => FOREIGN.has(key)).length;
  const english = sample.filter((key) => ENGLISH.has(key)).length;
  return foreign > english && (foreign >= 2 || sample.length <= 2);
}
