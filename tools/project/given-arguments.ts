import { parseArgs, type ParseArgsConfig } from "node:util";

/** What a command was given, or what is wrong with it, in words. */
export function givenArguments<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> | string {
  try {
    return parseArgs(config);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
