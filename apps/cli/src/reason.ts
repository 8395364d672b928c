export { reasonOf } from "@g4f/config-file";
