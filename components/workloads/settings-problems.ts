import type { Contradiction } from "../contradiction";
import { meantBy } from "../misspelt";
import { chosenWorkloads } from "./catalogue/chosen";
import { catalogues } from "./catalogue/catalogues";
import type { Catalogue, CatalogueService } from "./catalogue/service";
import type { WorkloadsSettings } from "./settings";

type Chosen<Key extends keyof WorkloadsSettings> = Pick<WorkloadsSettings, Key>;

const namesIn = ({ catalogue }: Chosen<"catalogue">): readonly string[] =>
  Object.keys(catalogues[catalogue] satisfies Catalogue);

const withoutEnding = (name: string): string => name.replace(/-service$/, "");

/** The service that was probably meant, by what is left without the ending, or by how it begins. */
function meantService(name: string, names: readonly string[]): string | undefined {
  const written = withoutEnding(name.toLowerCase());
  const near = meantBy(written, names.map(withoutEnding));
  const begun = written.length < 3 ? undefined : names.find((known) => known.startsWith(written));
  return names.find((known) => withoutEnding(known) === near) ?? begun;
}

function strangers(
  names: readonly string[],
  settings: Chosen<"catalogue">,
  pathOf: (name: string, index: number) => readonly (string | number)[],
): readonly Contradiction[] {
  const known = namesIn(settings);
  return names.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const message = `is no service of the catalogue ${settings.catalogue}: ${known.join(", ")}`;
    return [{ path: pathOf(name, index), message, example: meantService(name, known) ?? "leave it out" }];
  });
}

export function unknownServiceProblems(settings: Chosen<"catalogue" | "services">): readonly Contradiction[] {
  return strangers(Object.keys(settings.services), settings, (name) => ["services", name]);
}

export function uploaderProblems(settings: Chosen<"catalogue" | "uploaders">): readonly Contradiction[] {
  return strangers(settings.uploaders ?? [], settings, (_, index) => ["uploaders", index]);
}

export function callProblems(settings: Chosen<"catalogue" | "services">): readonly Contradiction[] {
  return Object.entries(settings.services).flatMap(([service, { calls }]) => [
    ...strangers(calls, settings, (_, index) => ["services", service, "calls", index]),
    ...calls.flatMap((called, index) =>
      called === service
        ? [
            {
              path: ["services", service, "calls", index],
              message: "is the service itself",
              example: "leave it out",
            },
          ]
        : [],
    ),
  ]);
}

export function autoscalingProblems({ services }: Chosen<"services">): readonly Contradiction[] {
  return Object.entries(services).flatMap(([service, { autoscaling }]) => {
    if (autoscaling === undefined || autoscaling === false || autoscaling.max >= autoscaling.min) return [];
    const message = `is below min, which is ${String(autoscaling.min)}`;
    return [{ path: ["services", service, "autoscaling", "max"], message, example: autoscaling.min }];
  });
}

export function replicaProblems({ services }: Chosen<"services">): readonly Contradiction[] {
  return Object.entries(services).flatMap(([service, { autoscaling, replicas }]) => {
    if (replicas === undefined || autoscaling === undefined || autoscaling === false) return [];
    const message = "is decided by the load, as autoscaling says: its min and max count";
    return [{ path: ["services", service, "replicas"], message, example: "none, or autoscaling: false" }];
  });
}

/** A budget that no pod may leave holds up every drain, and with it every update of the nodes. */
export function budgetProblems(
  settings: Chosen<
    "autoscaling" | "blueGreen" | "catalogue" | "disruptionBudgets" | "replicas" | "resources" | "services"
  >,
): readonly Contradiction[] {
  const catalogue: Readonly<Record<string, CatalogueService>> = catalogues[settings.catalogue];
  return chosenWorkloads(catalogue, settings).flatMap(({ autoscaling, disruption, name, replicas }) => {
    if (disruption === undefined || !("minAvailable" in disruption)) return [];
    const least = autoscaling?.min ?? replicas;
    if (disruption.minAvailable < least) return [];
    const message = `is all there may be of it, ${String(least)}: no node with one of its pods could be drained`;
    const example = least > 1 ? least - 1 : "maxUnavailable: 1";
    return [{ path: ["services", name, "disruption", "minAvailable"], message, example }];
  });
}

/** Whether visitors get to every service that is made for them, and at every moment. */
export function routeProblems(
  settings: Chosen<
    | "autoscaling"
    | "blueGreen"
    | "catalogue"
    | "disruptionBudgets"
    | "entry"
    | "replicas"
    | "resources"
    | "services"
  >,
): readonly Contradiction[] {
  const services = chosenWorkloads(catalogues[settings.catalogue], settings);
  const routed = services.filter(({ path }) => path !== undefined);
  if (settings.entry === "ingress") {
    return routed
      .filter(({ release }) => release === "blueGreen")
      .map(({ name }) => ({
        path: ["services", name, "release"],
        message:
          "is blueGreen, and the Ingress has pods as targets: nobody would answer for some seconds of every switch",
        example: "rolling",
      }));
  }
  const called = new Set(services.flatMap(({ calls }) => calls));
  const lost = routed.filter(({ door, name }) => door === undefined && !called.has(name));
  if (lost.length === 0) return [];
  const names = lost.map(({ name }) => name).join(", ");
  const gateway = services.find(({ door }) => door === "gateway")?.name;
  const message = `is targetGroups, which lead to ${gateway ?? "a gateway"} alone, and nobody calls ${names}`;
  const example =
    gateway === undefined ? "ingress" : `ingress, or urr:workloads.services.${gateway}.calls: [${names}]`;
  return [{ path: ["entry"], message, example }];
}

/** Whether there is a gateway for who wants one, with pods behind it that answer at every moment. */
export function gatewayProblems(
  settings: Chosen<
    | "addons"
    | "autoscaling"
    | "blueGreen"
    | "catalogue"
    | "disruptionBudgets"
    | "replicas"
    | "resources"
    | "services"
  >,
): readonly Contradiction[] {
  return chosenWorkloads(catalogues[settings.catalogue], settings).flatMap(({ host, name, release }) => {
    if (host === undefined) return [];
    const path = ["services", name];
    if (!settings.addons.gatewayApi.enabled) {
      const message = "is answered by no gateway: urr:workloads.addons.gatewayApi.enabled makes one";
      return [{ path: [...path, "host"], message, example: "none, or gatewayApi: {enabled: true}" }];
    }
    if (release !== "blueGreen") return [];
    const message =
      "is blueGreen, and the gateway has pods as targets: nobody would answer for some seconds of every switch";
    return [{ path: [...path, "release"], message, example: "rolling" }];
  });
}
