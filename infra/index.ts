import { program } from "./program";
import { loadSettings } from "./settings";

const { chosen, secrets } = loadSettings();

export = program(chosen, secrets);
