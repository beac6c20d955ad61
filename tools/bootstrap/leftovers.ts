import type { BootstrapFacts } from "./check";
import { remove } from "./commands";
import type { Folder } from "./folder";
import { backupPrefix, folder, formerStates, isStateOf, localBackend, localStates } from "./paths";
import { done, open, waiting, type Step } from "./step";

/** What moving the state leaves behind. It is kept until nothing can need it any more. */
export function checkLeftovers(state: Step, file: Step, { stack }: BootstrapFacts, here: Folder): Step {
  const name = "leftovers";
  if (state.state !== "done") return waiting(name, "state");
  if (file.state !== "done") return waiting(name, "stack file");
  const backups = here.namesIn(folder).filter((one) => one.startsWith(backupPrefix(stack)));
  const left = [...localLeftovers(stack, here), ...backups.toSorted().map((backup) => `${folder}/${backup}`)];
  if (left.length === 0) return done(name, "nothing is left of the local state");
  return open(name, "the local state is of no use any more", { commands: [remove(left)] });
}

/** The state of another account's stack may still be on its way, in the same folder. */
function localLeftovers(stack: string, { exists, namesIn }: Folder): readonly string[] {
  const states = namesIn(localStates);
  const own = states.filter((name) => isStateOf(stack, name));
  if (own.length === states.length) return exists(localBackend) ? [localBackend] : [];
  return [...own.toSorted().map((name) => `${localStates}/${name}`), ...formerStates(stack).filter(exists)];
}
