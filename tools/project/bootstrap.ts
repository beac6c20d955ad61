import { deploymentProblems } from "../../bootstrap/deployment";
import { program } from "../../bootstrap/program";
import { parseSettings, type Settings } from "../../bootstrap/settings";
import { openForDeployment } from "./notice";
import type { ReadConfig, Runnable } from "./stack";

export const readBootstrap: ReadConfig = (config, stack) => {
  const { settings, problems } = parseSettings(config, stack);
  return settings === undefined ? { problems } : { settings: bootstrap(settings) };
};

/** What an account needs before its first environment. */
export function bootstrap(settings: Settings): Runnable {
  return {
    region: settings.region,
    accountId: settings.account.id,
    tags: settings.account.tags,
    prefix: "urr-",
    chosenNames: settings.state.bucket === undefined ? [] : [settings.state.bucket],
    usage: settings.account.usage,
    notices: openForDeployment(deploymentProblems(settings)),
    run: () => program(settings),
  };
}
