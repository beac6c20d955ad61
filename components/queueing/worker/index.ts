import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import { bundleFunction } from "../../../functions/bundle";
import type { Account } from "../../account";
import { Component } from "../../component";
import { LambdaFunction } from "../../lambda-function";
import type { Network } from "../../network";
import type { Operations } from "../../operations";
import { FunctionSchedules } from "../function-schedules";
import { ParkingQueue } from "../parking-queue";
import { WorkerAlarms, workerMetrics } from "./alarms";
import { batchSize, timeoutSeconds } from "./limits";
import { WorkerReach } from "./reach";
import { reconcileCall } from "./reconcile-call";
import { workerRights } from "./rights";
import { reservedFor, type WorkerSettings } from "./settings";
import type { WorkerStores } from "./stores";
import { workerVariables } from "./variables";

export interface WorkerArgs extends Omit<WorkerSettings, "mode" | "kafka"> {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly network: Pick<Network, "endpoints" | "subnetIds" | "vpcId">;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  readonly stores: WorkerStores;
}

/** Holds the certificates of RDS beside the public ones: https://docs.aws.amazon.com/lambda/latest/dg/services-rds.html */
const certificates = "/var/runtime/ca-cert.pem";

/**
 * The ticket worker as a function on the stream, in the streaming tier: it applies events to PostgreSQL, shows them in
 * Redis, and ends the buyers' visits.
 *
 * It makes no room for batches beyond what is reserved, and a message that fails comes again without those that did not.
 */
export class Worker extends Component {
  readonly functionName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: WorkerArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:Worker", name, opts);
    const { account, environment, network, operations, stores } = args;
    const { prefix } = environment;

    const reach = new WorkerReach(this.named("reach"), { prefix, network, stores }, this.within);
    const failures = new ParkingQueue(
      this.named("failures"),
      {
        // A database that is stopped at night is no trouble, and is asked for all the same.
        alarm: environment.protect
          ? {
              description: `${prefix}, ticket worker: a comparison of seat maps with the database has failed. Its log says why; the next one does the same work. Purge the queue when it is understood.`,
              topicArn: operations.alarms.arn,
            }
          : undefined,
      },
      this.within,
    );
    const lambda = new LambdaFunction(
      this.named("lambda"),
      {
        name: `${prefix}-ticket-worker`,
        description: "Applies ticket events to the database, and shows them in the seat maps",
        bundle: bundleFunction("ticket-worker"),
        environment: {
          ...workerVariables(stores),
          NODE_EXTRA_CA_CERTS: certificates,
          POWERTOOLS_METRICS_NAMESPACE: workerMetrics(prefix),
        },
        memoryMb: args.memoryMb,
        timeoutSeconds,
        reservedConcurrency: reservedFor(args),
        account,
        operations,
        statements: workerRights(stores, account.region),
        vpc: { subnetIds: network.subnetIds.streaming, securityGroupIds: [reach.securityGroupId] },
        // While every place is taken by batches, a comparison waits for its turn.
        failures: { queueArn: failures.arn, retries: 2, maxAgeSeconds: 900 },
      },
      this.within,
    );
    const mapping = new aws.lambda.EventSourceMapping(
      this.named("events"),
      {
        eventSourceArn: stores.stream.events.arn,
        functionName: lambda.arn,
        // And no window, which a FIFO queue does not have.
        batchSize,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: args.maximumConcurrency },
        metricsConfig: { metrics: ["EventCount"] },
      },
      { ...this.within, dependsOn: [...reach.rules] },
    );
    new FunctionSchedules(
      this.named("maps"),
      {
        account,
        description: "Has the ticket worker repair seat maps",
        everyMinutes: 15,
        calls: {
          compare: {
            description: "Compares every seat map with the database",
            ...{ lambda, input: reconcileCall, retries: 3, after: reach.rules },
          },
        },
        failuresArn: failures.arn,
      },
      this.within,
    );
    new WorkerAlarms(
      this.named("alarms"),
      {
        functionName: lambda.functionName,
        mappingId: mapping.uuid,
        topicArn: operations.alarms.arn,
        prefix,
      },
      this.within,
    );

    this.functionName = lambda.functionName;
    this.securityGroupId = reach.securityGroupId;
    this.registerOutputs({ functionName: this.functionName });
  }
}
