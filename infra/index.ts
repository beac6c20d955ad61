import { loadSettings } from "./load-settings";
import { program } from "./program";

const { chosen, secrets } = loadSettings();

export = program(chosen, secrets);
