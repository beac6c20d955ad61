import { z } from "zod";
import { refusing, whenSound, type Contradiction } from "../components/contradiction";
import { ingressInsideProblems } from "../components/workloads/ingress/contradictions";
import { loginInsideProblems } from "../components/workloads/delivery/settings";
import { awsOnlyProblems } from "../components/workloads/observability/contradictions";
import { inWorkloads, sharedPortProblems } from "../components/workloads/node-ports";
import { workloadsSettings, type WorkloadsSettings } from "../components/workloads/settings";
import { prefixSetting } from "./environment";
import { operatorSecret, operatorSecretNames, secretKey, type OperatorSecret } from "./operator-secrets";
import { readConfig, type Parsed } from "./read-config";

/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
const nodePort = (what: string, usual: number) =>
  z
    .int()
    .min(30_000)
    .max(32_767)
    .default(usual)
    .meta({ description: `Port of the node at which ${what} answers.`, examples: [usual] });

const environment = z.strictObject({
  target: z.literal("kind").meta({ description: "A cluster that is there already, and no AWS at all." }),
  prefix: prefixSetting.optional().meta({
    description: "What the cluster is called in figures; `urr-<stack>` unless set.",
    examples: ["urr-laptop"],
  }),
  context: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: "The cluster's context in the kubeconfig; its current one unless set.",
      examples: ["kind-urr-local"],
    }),
  nodePorts: z
    .strictObject({
      gateway: nodePort("the gateway", 30_000),
      frontend: nodePort("the site's server", 30_005),
    })
    .prefault({})
    .meta({ description: "Where the site answers.", examples: [{ gateway: 30_000 }] }),
});

interface Compared {
  readonly "urr:workloads": Pick<WorkloadsSettings, "argocd" | "entry" | "observability">;
}

function awsProblems({ "urr:workloads": { observability } }: Compared): readonly Contradiction[] {
  return awsOnlyProblems(observability).map((problem) => ({
    ...problem,
    path: ["urr:workloads", "observability", ...problem.path],
  }));
}

function entryProblems({ "urr:workloads": workloads }: Compared): readonly Contradiction[] {
  return ingressInsideProblems(workloads).map((problem) => ({
    ...problem,
    path: ["urr:workloads", ...problem.path],
  }));
}

function loginProblems({ "urr:workloads": { argocd } }: Compared): readonly Contradiction[] {
  return loginInsideProblems(argocd).map((problem) => ({
    ...problem,
    path: ["urr:workloads", "argocd", ...problem.path],
  }));
}

interface Ports {
  readonly "urr:environment": { readonly nodePorts: { readonly gateway: number; readonly frontend: number } };
  readonly "urr:workloads": Pick<WorkloadsSettings, "observability" | "stores">;
}

function portProblems(settings: Ports): readonly Contradiction[] {
  const { gateway, frontend } = settings["urr:environment"].nodePorts;
  return sharedPortProblems([
    { path: ["urr:environment", "nodePorts", "gateway"], port: gateway },
    { path: ["urr:environment", "nodePorts", "frontend"], port: frontend },
    ...inWorkloads(settings["urr:workloads"]),
  ]);
}

/** What stands under `config:` in the stack file of a cluster without AWS. */
export const laptopSchema = z
  .strictObject({
    "urr:environment": environment.meta({ examples: [{ target: "kind" }] }),
    "urr:workloads": workloadsSettings.prefault({}),
    ...Object.fromEntries(operatorSecretNames.map((name) => [secretKey(name), operatorSecret(name)])),
  })
  .superRefine(
    refusing(portProblems),
    whenSound("urr:environment.nodePorts", "urr:workloads.stores", "urr:workloads.observability"),
  )
  .superRefine(refusing(awsProblems), whenSound("urr:workloads.observability"))
  .superRefine(refusing(entryProblems), whenSound("urr:workloads.entry"))
  .superRefine(refusing(loginProblems), whenSound("urr:workloads.argocd"));

type Config = z.output<typeof laptopSchema>;

/** Everything a stack file decides of a cluster without AWS, every default filled in. */
export interface LaptopSettings {
  readonly stack: string;
  readonly environment: Omit<Config["urr:environment"], "prefix"> & { readonly prefix: string };
  readonly workloads: WorkloadsSettings;
  readonly secrets: readonly OperatorSecret[];
}

/** Whether a stack file describes a cluster without AWS. */
export function isLaptop(config: Readonly<Record<string, unknown>>): boolean {
  const chosen = config["urr:environment"];
  return typeof chosen === "object" && chosen !== null && "target" in chosen && chosen.target === "kind";
}

/** Reads what stands under `config:` of such a stack file. */
export function parseLaptop(
  config: Readonly<Record<string, unknown>>,
  stack: string,
): Parsed<LaptopSettings> {
  const { data, problems } = readConfig(laptopSchema, config, stack, operatorSecretNames.map(secretKey));
  if (data === undefined || problems.length > 0) return { problems };
  const { prefix = `urr-${stack}`, ...rest } = data["urr:environment"];
  return {
    settings: {
      stack,
      environment: { ...rest, prefix },
      workloads: data["urr:workloads"],
      secrets: operatorSecretNames.filter((name) => config[secretKey(name)] !== undefined),
    },
  };
}
