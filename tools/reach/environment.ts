import type { AnySettings } from "../../infra/settings";
import type { Resource } from "../offline/resource";
import { asJudged } from "../preview/judged";
import { deliveredApplication, deliveredBy, leftOut } from "../render/delivered";
import { broughtByArgoCd } from "../workloads/brought-by-argo-cd";
import { reachDocument, type ReachDocument } from "./document";

/**
 * Who may call whom in an environment, whoever brings its services.
 *
 * @param resources what its program registers.
 */
export function environmentReach(chosen: AnySettings, resources: readonly Resource[]): ReachDocument {
  const { stack } = chosen.settings;
  const { delivered } = deliveredApplication(chosen);
  const registered = asJudged(resources);
  const brought = broughtByArgoCd(registered, delivered);
  return reachDocument(
    stack,
    [...registered, ...brought],
    [
      ...(delivered === undefined
        ? []
        : [
            `Argo CD brings the services: this holds once it has synced what \`npm run render -- ${stack}\` writes`,
          ]),
      ...leftOut(deliveredBy(chosen)),
    ],
  );
}
