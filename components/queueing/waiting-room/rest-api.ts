import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { openApi } from "../../../functions/waiting-room-api/open-api";
import type { Account } from "../../account";
import { apiTls } from "../../api-tls";
import { Component } from "../../component";
import type { LambdaFunction } from "../../lambda-function";
import type { Operations } from "../../operations";
import { accessLogFormat } from "./access-log";
import type { Throttle } from "./throttle";

export interface RestApiArgs {
  readonly prefix: string;
  readonly account: Account;
  readonly operations: Pick<Operations, "keyArn" | "retentionDays">;
  readonly lambda: Pick<LambdaFunction, "arn" | "functionName" | "invokeArn">;
  readonly throttle: Throttle;
  /** Whether it is reached by a domain name of ours; its own address is then shut. */
  readonly ownDomain: boolean;
}

const stageName = "live";

/** The same in the API's own text: an import overwrites what the text does not say. */
const tlsInText = {
  "x-amazon-apigateway-security-policy": apiTls.securityPolicy,
  "x-amazon-apigateway-endpoint-access-mode": apiTls.endpointAccessMode,
};

/**
 * The address of the waiting room's API: a regional REST API made from the function's own table of routes, with one
 * stage. It throttles before the function is at its limit, and checks operators' signatures; all else the function does.
 */
export class RestApi extends Component {
  readonly id: pulumi.Output<string>;
  /** How metrics call it. */
  readonly apiName: pulumi.Output<string>;
  readonly stageName = stageName;
  /** Of the stage, for whoever stands before it. */
  readonly stageArn: pulumi.Output<string>;
  /** Of the whole API: `<this>/live/GET/vwr/…` is a route. */
  readonly executionArn: pulumi.Output<string>;
  /** Where it answers under `/live` while it has no domain name. */
  readonly invokeHost: pulumi.Output<string>;

  constructor(name: string, args: RestApiArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:RestApi", name, opts);
    const { account, lambda, ownDomain } = args;
    const title = `${args.prefix} waiting room`;

    const api = new aws.apigateway.RestApi(
      this.named("api"),
      {
        description: title,
        body: pulumi.jsonStringify({ ...openApi({ title, uri: lambda.invokeArn }), ...tlsInText }),
        endpointConfiguration: { types: "REGIONAL" },
        disableExecuteApiEndpoint: ownDomain,
        ...apiTls,
      },
      this.within,
    );
    new aws.lambda.Permission(
      this.named("calls"),
      {
        action: "lambda:InvokeFunction",
        function: lambda.functionName,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${api.executionArn}/${stageName}/*`,
      },
      this.within,
    );
    this.stageArn = this.#stage(api, args, {
      // A text without addresses: what is only known at the deployment may not decide whether there is one.
      routes: hashOf(openApi({ title, uri: "the function" })),
      lambda: lambda.arn,
      ownDomain: String(ownDomain),
    });

    this.id = api.id;
    this.apiName = api.name;
    this.executionArn = api.executionArn;
    this.invokeHost = pulumi.interpolate`${api.id}.execute-api.${account.region}.amazonaws.com`;
    this.registerOutputs({ id: this.id });
  }

  /** A deployment is a copy of the API as it was: whatever changes in it needs a new one to come to effect. */
  #stage(
    api: aws.apigateway.RestApi,
    { operations, prefix, throttle }: RestApiArgs,
    triggers: Readonly<Record<string, pulumi.Input<string>>>,
  ): pulumi.Output<string> {
    const deployment = new aws.apigateway.Deployment(
      this.named("deployment"),
      { restApi: api.id, triggers },
      this.within,
    );
    const logGroup = (part: string, group: pulumi.Input<string>) =>
      new aws.cloudwatch.LogGroup(
        this.named(part),
        {
          name: group,
          retentionInDays: operations.retentionDays.application,
          kmsKeyId: operations.keyArn,
        },
        this.within,
      );
    const access = logGroup("access-log", `/aws/apigateway/${prefix}-waiting-room`);
    // API Gateway would make it by itself, without a key and for ever.
    const errors = logGroup(
      "error-log",
      pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${stageName}`,
    );
    const stage = new aws.apigateway.Stage(
      this.named("stage"),
      {
        restApi: api.id,
        deployment: deployment.id,
        stageName,
        xrayTracingEnabled: true,
        accessLogSettings: { destinationArn: access.arn, format: accessLogFormat },
      },
      this.within,
    );
    new aws.apigateway.MethodSettings(
      this.named("settings"),
      {
        restApi: api.id,
        stageName: stage.stageName,
        methodPath: "*/*",
        settings: {
          throttlingRateLimit: throttle.ratePerSecond,
          throttlingBurstLimit: throttle.burst,
          // Metrics by route cost some $25 a month; the access log has each request's route.
          metricsEnabled: false,
          loggingLevel: "ERROR",
          // Bodies and headers hold tickets.
          dataTraceEnabled: false,
        },
      },
      { ...this.within, dependsOn: errors },
    );
    return stage.arn;
  }
}

function hashOf(document: object): string {
  return createHash("sha256").update(JSON.stringify(document)).digest("hex");
}
