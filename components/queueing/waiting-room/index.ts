import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import { LambdaFunction, type LambdaFunctionArgs } from "../../lambda-function";
import type { Operations } from "../../operations";
import type { Statement } from "../../policy-document";
import { OriginSecret } from "../../origin-secret";
import { WatchedFigures } from "../../watched-figures";
import { FunctionSchedules } from "../function-schedules";
import { ParkingQueue } from "../parking-queue";
import { functionAlarms } from "./function-alarms";
import {
  apiFunction,
  controllerFunction,
  metricsNamespaceOf,
  rotationFunction,
  type FunctionParts,
} from "./functions";
import { GateEntries } from "./gate-entries";
import { KeyRing } from "./key-ring";
import { lineAlarms } from "./line-alarms";
import { RestApi } from "./rest-api";
import type { WaitingRoomSettings } from "./settings";
import { LineTables } from "./tables";
import { throttleOf } from "./throttle";

export interface WaitingRoomArgs {
  readonly settings: WaitingRoomSettings;
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect" | "domain">;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** Which header CloudFront is to send, and what its gate is; undefined where there is no CloudFront. */
  readonly origin: { readonly generation: number; readonly gate: "function" | "lambdaEdge" } | undefined;
  /** Whether the API gets a domain name; its own address is then shut. */
  readonly ownDomain: boolean;
  /** Proxies of ours before API Gateway or the load balancer: 1 behind CloudFront. */
  readonly proxiesInFront: 0 | 1 | 2;
  /** What takes minutes to make anyway, and must be there before the first keys are written. */
  readonly slow?: readonly pulumi.Resource[];
}

/**
 * The waiting room's cloud side: tables, keys, the API, what runs each minute, and the edge's store.
 *
 * No key is in the state. The store at the edge and the key ring are made empty, and a function fills them: once while
 * this is deployed, then every minute.
 */
export class WaitingRoom extends Component {
  readonly api: Pick<RestApi, "id" | "stageArn" | "stageName" | "executionArn" | "invokeHost">;
  /** For a load balancer that calls the API's function itself. */
  readonly apiFunction: { readonly arn: pulumi.Output<string>; readonly name: pulumi.Output<string> };
  /** What the gate at the edge reads; undefined where there is no CloudFront, and so no gate. */
  readonly gateEntries: Pick<GateEntries, "secret" | "store"> | undefined;
  /** What CloudFront is to send as `x-origin-verify`, and what is accepted; undefined where nothing is asked. */
  readonly originHeader: Pick<OriginSecret, "accepted" | "header"> | undefined;
  /** What has filled them for the first time: before it the gate would let nobody through. */
  readonly firstEntries: pulumi.Resource;
  readonly tables: Pick<LineTables, "names" | "arns" | "keyArn">;
  /** Where in CloudWatch its own figures are. */
  readonly figures: string;
  readonly #ring: {
    readonly keys: KeyRing;
    readonly readers: readonly aws.iam.Role[];
    readonly writer: aws.iam.Role;
  };

  constructor(name: string, args: WaitingRoomArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:WaitingRoom", name, opts);
    const { account, environment, operations, settings } = args;
    const subject = `${environment.prefix}, waiting room`;

    const tables = new LineTables(
      this.named("tables"),
      { settings: settings.tables, environment, account, operations },
      this.within,
    );
    const secrets = this.#secrets(args);
    const gate =
      args.origin === undefined
        ? undefined
        : new GateEntries(
            this.named("gate"),
            {
              ...{ prefix: environment.prefix, account, gate: args.origin.gate },
              disposable: !environment.protect,
            },
            this.within,
          );
    // What lies here tells what went wrong. It wakes nobody: the next minute does all that is due, and functions that
    // fail again and again have alarms of their own.
    const failures = new ParkingQueue(this.named("failures"), { alarm: undefined }, this.within);

    const parts: FunctionParts = {
      ...{ settings, environment, tables, ring: secrets.ring },
      ...{ region: account.region, failuresArn: failures.arn },
    };
    const lambda = (part: string, made: Omit<LambdaFunctionArgs, "account" | "operations">) =>
      new LambdaFunction(this.named(part), { ...made, account, operations }, this.within);
    const api = lambda(
      "api",
      apiFunction({ ...parts, originSecret: secrets.origin, proxiesInFront: args.proxiesInFront }),
    );
    const controller = lambda("lines", controllerFunction(parts));
    const rotation = lambda("keys", rotationFunction({ ...parts, gate }));
    this.#ring = { keys: secrets.ring, readers: [api.role], writer: rotation.role };

    const restApi = new RestApi(
      this.named("rest"),
      {
        ...{ account, operations, lambda: api, ownDomain: args.ownDomain },
        ...{ prefix: environment.prefix, throttle: throttleOf(settings) },
      },
      this.within,
    );
    const firstKeys = new aws.lambda.Invocation(
      this.named("first-keys"),
      {
        functionName: rotation.functionName,
        input: "{}",
        triggers: { gate: gate?.arn ?? "no gate" },
      },
      // A run that fails stops the deployment, and IAM and KMS take their time to know of new rights and keys.
      { ...this.within, dependsOn: [restApi, ...(args.slow ?? [])] },
    );
    const minute = new FunctionSchedules(
      this.named("minute"),
      {
        account,
        description: `Runs the lines of ${environment.prefix}, and rotates its keys`,
        everyMinutes: 1,
        calls: {
          lines: { description: "Runs the lines", lambda: controller, input: "{}", retries: 0 },
          keys: {
            ...{ description: "Rotates the keys", lambda: rotation, input: "{}", retries: 2 },
            // One run at a time is all that is reserved: the first must not find another in its place.
            after: [firstKeys],
          },
        },
        failuresArn: failures.arn,
      },
      this.within,
    );
    new WatchedFigures(
      this.named("alarms"),
      {
        subject,
        topicArn: operations.alarms.arn,
        watched: {
          ...functionAlarms({
            ...{ api: api.functionName, controller: controller.functionName },
            ...{ rotation: rotation.functionName, reservedConcurrency: settings.reservedConcurrency },
            restApi: { name: restApi.apiName, stage: restApi.stageName },
          }),
          ...lineAlarms({
            keyRotationDays: settings.keyRotationDays,
            namespace: metricsNamespaceOf(environment),
          }),
        },
      },
      // Some take silence for trouble, and before the first run all is silent.
      { ...this.within, dependsOn: [...minute.schedules] },
    );

    this.api = restApi;
    this.apiFunction = { arn: api.arn, name: api.functionName };
    this.gateEntries = gate;
    this.firstEntries = firstKeys;
    this.originHeader = secrets.origin;
    this.tables = tables;
    this.figures = metricsNamespaceOf(environment);
    this.registerOutputs({ apiId: restApi.id });
  }

  /** What the keys are called in Secrets Manager, for whoever verifies admissions in the cluster. */
  get keyRingName(): string {
    return this.#ring.keys.secretName;
  }

  /** What such a verifier may do; it has to be named to `reserveKeys` too. */
  readsKeys(): readonly Statement[] {
    return this.#ring.keys.read();
  }

  /** Shuts the keys to all but the room's own functions and these roles. Asked for once, when all of them are known. */
  reserveKeys(verifiers: readonly { readonly arn: pulumi.Input<string> }[]): void {
    const { keys, readers, writer } = this.#ring;
    keys.reserve({ readers: [...readers, ...verifiers], writer });
  }

  /** Under a key of their own: who may read the tables has no business with them. */
  #secrets({ account, environment, origin }: WaitingRoomArgs) {
    const disposable = !environment.protect;
    const key = encryptionKey(
      this.named("secrets-key"),
      { description: `Keys of the waiting room of ${environment.prefix}`, account, disposable },
      this.within,
    );
    const common = { keyArn: key.arn, region: account.region };
    const ring = new KeyRing(
      this.named("key-ring"),
      { ...common, disposable, secretName: `${environment.prefix}/waiting-room-key-ring` },
      this.within,
    );
    if (origin === undefined) return { ring, origin };
    const secret = new OriginSecret(
      this.named("origin"),
      {
        ...common,
        secretName: `${environment.prefix}/waiting-room-origin`,
        ...{ generation: origin.generation, whose: "the waiting room's API", acceptsNext: true },
      },
      this.within,
    );
    return { ring, origin: secret };
  }
}
