import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { WaitingRoom, type WaitingRoomArgs } from "../../../components/queueing/waiting-room";
import { waitingRoomSettings } from "../../../components/queueing/waiting-room/settings";
import { evaluateComponents } from "../evaluate-component";
import { Graph } from "../graph";
import { operations } from "../upstream";

/** What of the waiting room's cloud side a test decides. */
export interface CloudChoices extends Partial<
  Pick<WaitingRoomArgs, "origin" | "ownDomain" | "proxiesInFront">
> {
  /** ARNs of the roles that verify admissions in the cluster. */
  readonly verifiers?: readonly string[];
  readonly settings?: z.input<typeof waitingRoomSettings>;
  readonly protect?: boolean;
}

/** The waiting room's cloud side, as production has it unless told otherwise, and what of it others are given. */
export async function waitingRoomCloud(choices: CloudChoices = {}) {
  const { settings = {}, protect = true, verifiers = [], ...rest } = choices;
  let exposed: unknown;
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const room = new WaitingRoom(
      "queueing-room",
      {
        settings: waitingRoomSettings.parse(settings),
        environment: { prefix: "urr-test", protect, domain: "tickets.example.com" },
        account,
        operations,
        ...{
          origin: { generation: 1, gate: "function" as const },
          ownDomain: true,
          proxiesInFront: 1,
          ...rest,
        },
      },
      here,
    );
    room.reserveKeys(verifiers.map((arn) => ({ arn })));
    const { api, apiFunction, gateEntries, originHeader, tables } = room;
    const told = {
      ...{ apiFunction, keyValueStore: gateEntries?.store, originHeader: originHeader?.header },
      ...{ gateSecret: gateEntries?.secret?.name, acceptedHeaders: originHeader?.accepted },
      api: {
        id: api.id,
        stageName: api.stageName,
        executionArn: api.executionArn,
        invokeHost: api.invokeHost,
      },
      tables: { names: tables.names, arns: tables.arns, keyArn: tables.keyArn },
    };
    pulumi.output(told).apply((values) => {
      exposed = values;
    });
  });
  const graph = new Graph(resources);
  return { graph, problems, exposed: exposed as Told };
}

/** What others are given. */
interface Told {
  readonly api: {
    readonly id: string;
    readonly stageName: string;
    readonly executionArn: string;
    readonly invokeHost: string;
  };
  readonly apiFunction: { readonly arn: string; readonly name: string };
  readonly keyValueStore: { readonly arn: string; readonly id: string } | undefined;
  readonly gateSecret: string | undefined;
  readonly originHeader: string | undefined;
  readonly acceptedHeaders: readonly string[] | undefined;
  readonly tables: {
    readonly names: Readonly<Record<"counters" | "positions", string>>;
    readonly arns: Readonly<Record<"counters" | "positions", string>>;
    readonly keyArn: string;
  };
}

const room = "queueing-room";

/** A function's inputs by what it is called here. */
export function lambdaOf(graph: Graph, part: "api" | "lines" | "keys") {
  return graph.named(`${room}-${part}-function`).inputs;
}

/** The variables a function gets. */
export function variablesOf(graph: Graph, part: "api" | "lines" | "keys"): Record<string, string> {
  const { variables } = lambdaOf(graph, part)["environment"] as { variables: Record<string, string> };
  return variables;
}

/** The document of what a function may do. */
export function rightsOf(graph: Graph, part: "api" | "lines" | "keys"): unknown {
  return graph.named(`${room}-${part}-role-policy`).inputs["policy"];
}
