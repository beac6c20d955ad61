import { program } from "./program";
import { loadSettings } from "./settings";

const { settings, secrets } = loadSettings();

export = program(settings, secrets);
