import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../components/account";
import { Cluster } from "../components/cluster";
import { DataTier } from "../components/data-tier";
import { Edge } from "../components/edge";
import { usEast1 } from "../components/us-east-1";
import { Network } from "../components/network";
import { Operations } from "../components/operations";
import { WorkingHours } from "../components/operations/working-hours";
import { Queueing } from "../components/queueing";
import { Workloads } from "../components/workloads";
import { autoscales } from "../components/workloads/platform/autoscaled";
import type { SecretValues, Settings } from "../infra/settings";
import { dataTierOutputs } from "./data-tier-outputs";
import { edgeOutputs } from "./edge-outputs";
import { queueingOutputs } from "./queueing-outputs";
import { endpointsOnAws, secretNamesOf } from "./workloads-endpoints";
import { siteOf, workloadsOf } from "./workloads-site";

/** A whole environment on AWS: the components in the order in which they build on each other. */
export function awsStack(settings: Settings, secrets: SecretValues) {
  const { environment, region } = settings;

  const provider = new aws.Provider("aws", {
    region,
    defaultTags: { tags: environment.tags },
    ...(environment.accountId === undefined ? {} : { allowedAccountIds: [environment.accountId] }),
  });
  const here = { providers: { aws: provider } };
  const id = aws.getCallerIdentityOutput({}, { provider }).accountId;
  const boundary = environment.permissionsBoundary;
  const permissionsBoundary =
    boundary === false ? undefined : pulumi.interpolate`arn:aws:iam::${id}:policy/${boundary}`;
  const account: Account = { region, id, permissionsBoundary };

  const operations = new Operations(
    "operations",
    {
      ...settings.operations,
      ...{ environment, account, secrets, alsoIn: settings.edge.cdn ? usEast1 : undefined },
    },
    here,
  );
  const network = new Network("network", { ...settings.network, environment, account, operations }, here);

  const cluster = new Cluster(
    "cluster",
    {
      ...settings.cluster,
      ...{ environment, account, network, operations },
      resizedBySchedule: settings.operations.workingHours !== undefined,
      resizedByLoad: autoscaled(settings),
    },
    // Nodes need every way out while they come and while they drain.
    { ...here, dependsOn: network },
  );
  const dataTier = new DataTier(
    "data-tier",
    {
      ...settings.dataTier,
      environment,
      account,
      network,
      operations,
      cluster,
      distributed: settings.edge.cdn,
    },
    here,
  );
  const queueing = new Queueing(
    "queueing",
    {
      ...settings.queueing,
      ...{ environment, account, network, operations, dataTier },
      edge: { ...settings.edge, apiDomain: settings.edge.cdn },
      slow: [dataTier],
    },
    here,
  );
  const edge = new Edge(
    "edge",
    {
      ...settings.edge,
      ...{ environment, account, network, cluster, dataTier, queueing, operations },
      restsOutOfHours: settings.operations.workingHours !== undefined,
    },
    here,
  );
  const inside = new kubernetes.Provider("kubernetes", {
    kubeconfig: cluster.kubeconfig,
    // Of the cluster and not of the configuration, whose every change would replace all that is in it.
    clusterIdentifier: cluster.clusterName,
    suppressHelmHookWarnings: true,
    // Else a changed one would be deleted before it is made anew, and pods that start meanwhile find none.
    ...{ enableConfigMapMutable: true, enableSecretMutable: true },
  });
  const workloads = new Workloads(
    "workloads",
    {
      ...{ environment, settings: settings.workloads, dataTierSettings: settings.dataTier },
      ...{ site: siteOf(settings), services: workloadsOf(settings) },
      kubernetesVersion: settings.cluster.version,
      endpoints: endpointsOnAws(settings, dataTier, queueing),
      podWorker: settings.queueing.worker.mode === "keda",
      ...{ discordWebhook: secrets.discordWebhook, tossClientKey: undefined },
      aws: {
        ...{ account, network, cluster, dataTier, queueing, edge, operations },
        clusterSettings: settings.cluster,
        secretNames: secretNamesOf(environment.prefix, dataTier),
        secretSources: [dataTier, operations],
        restsOutOfHours: settings.operations.workingHours !== undefined,
        after: [network, cluster],
      },
    },
    { providers: { aws: provider, kubernetes: inside } },
  );
  queueing.waitingRoom?.reserveKeys(workloads.verifiers);
  if (settings.operations.workingHours !== undefined) {
    const { managed } = dataTier.postgres;
    new WorkingHours(
      "operations-hours",
      {
        account,
        hours: settings.operations.workingHours,
        nodeGroups: {
          system: {
            clusterName: cluster.clusterName,
            name: cluster.nodeGroupName,
            ...settings.cluster.nodes,
          },
        },
        databases:
          managed === undefined
            ? {}
            : { db: { identifier: managed.instanceIdentifier, arn: managed.instanceArn } },
      },
      { parent: operations },
    );
  }

  return {
    clusterName: cluster.clusterName,
    kubeconfigCommand: `aws eks update-kubeconfig --region ${region} --name ${cluster.clusterName}`,
    ...dataTierOutputs(dataTier),
    ...queueingOutputs(queueing, dataTier),
    ...edgeOutputs(edge, queueing),
    bucketNames: {
      archive: operations.archive.bucketName,
      frontend: dataTier.buckets.frontend.bucketName,
      uploads: dataTier.buckets.uploads.bucketName,
    },
    tierCidrs: network.tierCidrs,
  };
}

/** Whether the cluster autoscaler changes how many managed nodes there are. */
function autoscaled({ cluster: { karpenter, nodes }, workloads }: Settings): boolean {
  return !karpenter.enabled && autoscales(workloads.addons, nodes);
}
