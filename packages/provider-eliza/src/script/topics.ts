import { ABOUT } from "./about.ts";
import { COMPUTERS } from "./computers.ts";
import { FEELINGS } from "./feelings.ts";
import { HEALTH } from "./health.ts";
import { IDENTITY } from "./identity.ts";
import { LIFE } from "./life.ts";
import { LIMITS } from "./limits.ts";
import { MANNERS } from "./manners.ts";
import { PEOPLE } from "./people.ts";
import { QUESTIONS } from "./questions.ts";
import type { Topic } from "./rule.ts";
import { THOUGHTS } from "./thoughts.ts";

/** The whole script; of topics with equal rank, the earlier one is tried first. */
export const TOPICS: readonly Topic[] = [
  ...HEALTH,
  ...IDENTITY,
  ...ABOUT,
  ...LIMITS,
  ...FEELINGS,
  ...LIFE,
  ...PEOPLE,
  ...COMPUTERS,
  ...MANNERS,
  ...QUESTIONS,
  ...THOUGHTS,
];
