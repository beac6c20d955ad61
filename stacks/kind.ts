import * as kubernetes from "@pulumi/kubernetes";
import { kafkaSettings } from "../components/data-tier/kafka/settings";
import { postgresSettings } from "../components/data-tier/postgres/settings";
import { kubernetesVersions } from "../components/cluster/versions";
import { Workloads } from "../components/workloads";
import type { LaptopSettings } from "../infra/laptop";
import type { SecretValues } from "../infra/settings";
import { endpointsInside, servicesInside, siteInside } from "./kind-site";

/** The versions that EKS offers, the newest last. */
const versions = Object.keys(kubernetesVersions);

/** The workloads alone, in a cluster that is there already: everything that AWS runs elsewhere runs in it. */
export function kindStack(settings: LaptopSettings, secrets: SecretValues) {
  const { environment } = settings;
  const provider = new kubernetes.Provider("kubernetes", {
    ...(environment.context === undefined ? {} : { context: environment.context }),
    clusterIdentifier: environment.prefix,
    suppressHelmHookWarnings: true,
    // Else a changed one would be deleted before it is made anew, and pods that start meanwhile find none.
    ...{ enableConfigMapMutable: true, enableSecretMutable: true },
  });
  new Workloads(
    "workloads",
    {
      ...{ settings: settings.workloads, site: siteInside(settings), services: servicesInside(settings) },
      environment: { prefix: environment.prefix, protect: false, tags: {} },
      kubernetesVersion: versions.at(-1) ?? "",
      dataTierSettings: {
        postgres: { ...postgresSettings.parse({}), mode: "in-cluster" },
        kafka: { ...kafkaSettings.parse({}), mode: "in-cluster" },
      },
      endpoints: endpointsInside(settings),
      podWorker: false,
      ...{ discordWebhook: secrets.discordWebhook, tossClientKey: secrets.tossClientKey },
      aws: undefined,
    },
    { providers: { kubernetes: provider } },
  );
  const at = (port: number) => `http://localhost:${String(port)}`;
  const { gateway, frontend } = hostPorts;
  return { siteUrl: at(frontend), apiUrl: at(gateway) };
}

/** Where the cluster that `npm run local:up` makes forwards its node's ports to. */
const hostPorts = { gateway: 3001, frontend: 3000 };
