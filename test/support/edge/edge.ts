import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { Buckets } from "../../../components/data-tier/buckets";
import { bucketsSettings } from "../../../components/data-tier/buckets/settings";
import { Edge } from "../../../components/edge";
import { edgeSettings } from "../../../components/edge/settings";
import { Operations } from "../../../components/operations";
import { operationsSettings } from "../../../components/operations/settings";
import type { MonitorOptions } from "../../../tools/offline/answered";
import type { Resource } from "../../../tools/offline/resource";
import { evaluateComponents } from "../evaluate-component";
import { Graph } from "../graph";
import { networkIn } from "../upstream";
import { roomBehind } from "./room";

/** What of an edge a test decides. */
export interface EdgeChoices {
  readonly settings?: z.input<typeof edgeSettings>;
  readonly protect?: boolean;
  readonly waitingRoom?: boolean;
  /** Whether nodes stop out of hours. */
  readonly restsOutOfHours?: boolean;
  readonly mode?: MonitorOptions["mode"];
}

/** An edge as it was built, and what of it others are given. */
export interface BuiltEdge {
  readonly graph: Graph;
  readonly resources: readonly Resource[];
  readonly problems: readonly string[];
  readonly told: Told;
}

interface Told {
  readonly nameServers: readonly string[];
  readonly dnsName: string;
  readonly targetGroups: Readonly<Record<string, { readonly arn: string; readonly port: number }>>;
  readonly distributionId: string | undefined;
}

export const domain = "tickets.example.com";
export const nodeGroup = "sg-nodes";

/** Settings of an edge without CloudFront. */
export const opened = { cdn: false, allowCidrs: ["198.51.100.0/24", "203.0.113.7/32"] };

const built = new Map<string, Promise<BuiltEdge>>();

/** The edge alone, as production has it unless told otherwise, after what it reads of operations and buckets. */
export function edgeOf(choices: EdgeChoices = {}): Promise<BuiltEdge> {
  const key = JSON.stringify(choices);
  const found = built.get(key) ?? build(choices);
  built.set(key, found);
  return found;
}

/** The same where nothing may go wrong: its resources alone. */
export async function graphOf(settings: EdgeChoices["settings"] = {}): Promise<Graph> {
  const { graph, problems } = await edgeOf({ settings });
  if (problems.length > 0) throw new Error(problems.join("; "));
  return graph;
}

async function build(choices: EdgeChoices): Promise<BuiltEdge> {
  const { protect = true, waitingRoom = true } = choices;
  const settings = edgeSettings.parse(choices.settings ?? {});
  let told: unknown;
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const environment = { prefix: "urr-test", protect, domain };
    const operations = new Operations(
      "operations",
      {
        ...operationsSettings.parse({}),
        ...{ environment, account, secrets: {}, alsoIn: settings.cdn ? "us-east-1" : undefined },
      },
      here,
    );
    const buckets = new Buckets(
      "buckets",
      { ...bucketsSettings.parse({}), environment, account, operations, distributed: settings.cdn },
      here,
    );
    const edge = new Edge(
      "edge",
      {
        restsOutOfHours: choices.restsOutOfHours ?? false,
        ...settings,
        ...{ environment, account, operations, dataTier: { buckets } },
        network: networkIn(["a", "c"]),
        cluster: { nodeSecurityGroupId: pulumi.output(nodeGroup) },
        queueing: {
          waitingRoom: waitingRoom ? roomBehind(settings, { account, operations }, here) : undefined,
        },
      },
      here,
    );
    const { distributionId, nameServers } = edge;
    const { dnsName, targetGroups } = edge.loadBalancer;
    pulumi.output({ distributionId, nameServers, dnsName, targetGroups }).apply((values) => {
      told = values;
    });
  }, choices.mode);
  return { graph: new Graph(resources), resources, problems, told: told as Told };
}
