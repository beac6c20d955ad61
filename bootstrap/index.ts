import { program } from "./program";
import { loadSettings } from "./settings";

export = program(loadSettings());
