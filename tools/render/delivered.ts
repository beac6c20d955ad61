import { postgresSettings } from "../../components/data-tier/postgres/settings";
import { applicationOf, type Application } from "../../components/workloads/delivery/application";
import { defaultPath, sourceOf, type Source } from "../../components/workloads/delivery/source";
import { isRunnable } from "../../components/workloads/workload";
import type { AnySettings } from "../../infra/settings";
import { servicesInside, siteInside } from "../../stacks/kind-site";
import { siteOf, workloadsOf } from "../../stacks/workloads-site";

/** What an environment leaves to Argo CD, or would leave. */
export interface Delivered {
  readonly application: Application;
  /** Undefined where this program registers the objects itself. */
  readonly source: Source | undefined;
  /** Folder of the environment's files. */
  readonly path: string;
  /** Services that are left out, as there is no image of them. */
  readonly withoutImage: readonly string[];
  /** Whether images are called by the account of AWS's examples, as none is named. */
  readonly exampleAccount: boolean;
}

export function deliveredBy(chosen: AnySettings): Delivered {
  const { stack, workloads: settings } = chosen.settings;
  const args = argsOf(chosen);
  const { namespace } = args.site;
  const { podWorker } = args;
  return {
    application: applicationOf({ ...args, settings }),
    source:
      settings.delivery === "argocd" ? sourceOf(settings.argocd, { stack, namespace, podWorker }) : undefined,
    path: settings.argocd.path ?? defaultPath(stack),
    withoutImage: args.services.filter((workload) => !isRunnable(workload)).map(({ name }) => name),
    exampleAccount:
      chosen.target === "aws" &&
      settings.images.registry === undefined &&
      chosen.settings.environment.accountId === undefined,
  };
}

function argsOf(chosen: AnySettings) {
  if (chosen.target === "kind") {
    const { settings } = chosen;
    return {
      ...{ site: siteInside(settings), services: servicesInside(settings) },
      ...{ podWorker: false, region: undefined, dataTierSettings: { postgres: postgresSettings.parse({}) } },
    };
  }
  const { settings } = chosen;
  return {
    ...{ site: siteOf(settings), services: workloadsOf(settings) },
    ...{ podWorker: settings.queueing.worker.mode === "keda", region: settings.region },
    dataTierSettings: settings.dataTier,
  };
}

/** What Argo CD brings; absent where this program registers the objects itself. */
export function deliveredApplication(chosen: AnySettings): { readonly delivered?: Application } {
  return chosen.settings.workloads.delivery === "argocd"
    ? { delivered: deliveredBy(chosen).application }
    : {};
}

/** Why services are left out, a line for each. */
export function leftOut({ withoutImage }: Pick<Delivered, "withoutImage">): readonly string[] {
  return withoutImage.map(
    (name) => `${name} is left out: it has no tag in urr:workloads.images.tag or services.${name}.tag`,
  );
}
