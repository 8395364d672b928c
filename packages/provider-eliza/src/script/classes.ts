/** Words that patterns treat alike, by the name of their class. */
export const CLASSES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    self: "myself himself herself themselves themself yourself yourselves oneself ourselves",
    kill: "kill kills killing killed hang hanging hanged drown drowning shoot shooting unalive unaliving unalived off offing poison poisoning murder suffocate strangle stab stabbing",
    hurt: "hurt hurting harm harming harmed cut cutting cuts burn burning burned starve starving injure injuring punish punishing mutilate mutilating",
    machine:
      "ai bot chatbot robot machine program computer software script algorithm llm language gpt model assistant",
    model:
      "chatgpt gpt gpt-3 gpt-4 gpt-4o gpt-5 claude gemini llama mistral copilot siri alexa grok deepseek bard openai",
    person: "human person man woman girl boy people alive living real being somebody someone guy",
    family:
      "mother father parents parent brother sister brothers sisters son daughter sons daughters wife husband child children kids kid baby grandmother grandfather grandma grandpa uncle aunt cousin cousins family",
    partner: "girlfriend boyfriend partner fiance fiancee spouse ex",
    sad: "sad unhappy miserable depressed lonely alone heartbroken upset down gloomy hurt low disappointed",
    happy: "happy glad cheerful joyful excited delighted content great good fine pleased better",
    angry: "angry mad furious annoyed irritated frustrated cross livid",
    afraid: "afraid scared frightened anxious nervous worried terrified stressed panicking",
    tired: "tired exhausted sleepy weary worn drained knackered",
    bored: "bored boring",
    aux: "am was should could can would will shall do did have must may might",
    feel: "feel feels feeling felt",
    like: "like love enjoy adore prefer",
    dislike: "hate dislike loathe despise detest",
    pet: "dog cat dogs cats puppy kitten rabbit hamster horse parrot pet pets",
    language:
      "python javascript typescript java rust c++ c# golang php ruby perl haskell sql html css kotlin swift cobol lisp bash",
    victim:
      "him her them someone somebody people everyone everybody boss neighbour neighbor teacher mother father parents brother sister wife husband girlfriend boyfriend ex friend coworker colleague baby kids classmates students",
    many: "everyone everybody nobody anybody people noone",
  }).map(([name, words]) => [name, words.split(" ")]),
);

/** Words that say little and may stand between two words of a pattern. */
export const FILLERS: ReadonlySet<string> = new Set(
  "a an the some any just really actually only even kind of sort actual truly still or like very so too quite pretty rather bit little feeling totally completely extremely always often sometimes also honestly much more most all been getting as well now then and but please do ever large based on powered by made running using you".split(
    " ",
  ),
);
