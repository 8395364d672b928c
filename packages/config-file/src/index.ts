export { checkSource } from "./check-source.ts";
export { readYaml } from "./read-yaml.ts";
export { reasonOf } from "./reason.ts";
export {
  ConfigFileError,
  problemsError,
  unreadable,
  type ConfigProblem,
  type ConfigSource,
  type Path,
} from "./source.ts";
