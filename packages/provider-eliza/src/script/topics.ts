import { ABOUT } from "./about.ts";
import { ANSWERS } from "./answers.ts";
import { COMPUTERS } from "./computers.ts";
import { FEELINGS } from "./feelings.ts";
import { HEALTH } from "./health.ts";
import { IDENTITY } from "./identity.ts";
import { LEISURE } from "./leisure.ts";
import { LIFE } from "./life.ts";
import { LIMITS } from "./limits.ts";
import { MANNERS } from "./manners.ts";
import { PEOPLE } from "./people.ts";
import { QUESTIONS } from "./questions.ts";
import { REGARD } from "./regard.ts";
import type { Topic } from "./rule.ts";
import { SELF } from "./self.ts";
import { THOUGHTS } from "./thoughts.ts";
import { WISHES } from "./wishes.ts";

/** The whole script; of topics with equal rank, the earlier one is tried first. */
export const TOPICS: readonly Topic[] = [
  ...HEALTH,
  ...IDENTITY,
  ...ABOUT,
  ...LIMITS,
  ...FEELINGS,
  ...LIFE,
  ...LEISURE,
  ...PEOPLE,
  ...COMPUTERS,
  ...MANNERS,
  ...REGARD,
  ...ANSWERS,
  ...QUESTIONS,
  ...WISHES,
  ...THOUGHTS,
  ...SELF,
];
