import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Account } from "../account";
import { Component } from "../component";
import type { DataTier } from "../data-tier";
import type { EdgeSettings } from "../edge/settings";
import type { Network } from "../network";
import type { Operations } from "../operations";
import type { Statement } from "../policy-document";
import { EventBus } from "./bus";
import type { QueueingSettings } from "./settings";
import { Stream } from "./stream";
import { WaitingRoom } from "./waiting-room";
import { Worker } from "./worker";
import { workerMetrics } from "./worker/alarms";
import { workerRights } from "./worker/rights";
import type { PodWorkerStores } from "./worker/stores";
import { workerVariables } from "./worker/variables";

export interface QueueingArgs extends QueueingSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect" | "domain">;
  readonly account: Account;
  readonly network: Pick<Network, "endpoints" | "subnetIds" | "vpcId">;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  readonly dataTier: Pick<DataTier, "kafka" | "postgres" | "redis">;
  readonly edge: Pick<EdgeSettings, "cdn" | "gate" | "originSecretGeneration"> & {
    /** Whether the waiting room's API gets a domain name; its own address is then shut. */
    readonly apiDomain: boolean;
  };
  /** What takes minutes to make anyway: the waiting room's first keys wait for it, as KMS takes its time to know a key. */
  readonly slow?: readonly pulumi.Resource[];
}

/** What the ticket worker's pods need of AWS. */
export interface PodWorkerNeeds {
  readonly rights: readonly Statement[];
  /** Where its stores are, as far as AWS runs them, by the names that its program reads. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** Namespace of the worker's own figures. */
  readonly figures: string;
}

/**
 * What happens later and in order: the stream of ticket events and who applies them, an event bus where one is asked
 * for, and the waiting room in front of it all.
 */
export class Queueing extends Component {
  readonly stream: Stream;
  /** Undefined where pods do its work, which the workloads make. */
  readonly worker: Worker | undefined;
  /** What its pods need of AWS; undefined where a function does its work. */
  readonly podWorker: PodWorkerNeeds | undefined;
  readonly bus: EventBus | undefined;
  readonly waitingRoom: WaitingRoom | undefined;

  constructor(name: string, args: QueueingArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:Queueing", name, opts);
    const { account, edge, environment, operations } = args;
    const upstream = { account, environment, operations };

    this.stream = new Stream(
      this.named("stream"),
      { ...args.events, ...upstream, senders: args.senders },
      this.within,
    );
    this.waitingRoom = args.waitingRoom.enabled
      ? new WaitingRoom(
          this.named("room"),
          {
            ...upstream,
            settings: args.waitingRoom,
            origin: edge.cdn ? { generation: edge.originSecretGeneration, gate: edge.gate } : undefined,
            ownDomain: edge.apiDomain,
            proxiesInFront: edge.cdn ? 1 : 0,
            slow: args.slow ?? [],
          },
          this.within,
        )
      : undefined;
    this.worker = this.#worker(args);
    this.podWorker = this.#podWorker(args);
    this.bus = args.bus.enabled
      ? new EventBus(this.named("bus"), { ...args.bus, ...upstream, stream: this.stream }, this.within)
      : undefined;
    this.registerOutputs({});
  }

  /** What a service of the workloads may do here, by its name: senders send and publish, the others nothing. */
  grantsFor(service: string): readonly Statement[] {
    const grants = this.stream.grantsFor(service);
    return grants.length === 0 ? [] : [...grants, ...(this.bus?.publish() ?? [])];
  }

  #worker({ worker: settings, dataTier, ...args }: QueueingArgs): Worker | undefined {
    const { mode, kafka: _, ...rest } = settings;
    if (mode === "keda") return undefined;
    const { postgres, redis, ...others } = this.#workerStores(settings, dataTier);
    if (postgres === undefined || redis === undefined) {
      throw new Error("a function does not reach what runs in the cluster");
    }
    return new Worker(
      this.named("worker"),
      {
        ...rest,
        account: args.account,
        environment: args.environment,
        network: args.network,
        operations: args.operations,
        stores: { ...others, postgres, redis },
      },
      this.within,
    );
  }

  #podWorker({ account, dataTier, environment, worker }: QueueingArgs): PodWorkerNeeds | undefined {
    if (worker.mode !== "keda") return undefined;
    const stores = this.#workerStores(worker, dataTier);
    const figures = workerMetrics(environment.prefix);
    return {
      rights: workerRights(stores, account.region),
      variables: { ...workerVariables(stores), POWERTOOLS_METRICS_NAMESPACE: figures },
      figures,
    };
  }

  #workerStores(
    { kafka }: Pick<QueueingSettings["worker"], "kafka">,
    dataTier: QueueingArgs["dataTier"],
  ): PodWorkerStores {
    return {
      stream: this.stream,
      postgres: dataTier.postgres.managed,
      redis: dataTier.redis.managed,
      kafka: kafka ? dataTier.kafka.managed : undefined,
      tables: this.waitingRoom?.tables,
    };
  }
}
