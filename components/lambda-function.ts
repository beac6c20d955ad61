import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaBundle } from "../functions/bundle";
import { lambdaRuntime } from "../functions/runtime";
import type { Account } from "./account";
import { Component } from "./component";
import type { Operations } from "./operations";
import type { Statement } from "./policy-document";
import { ServiceRole } from "./service-role";

export interface LambdaFunctionArgs {
  /** The physical name, `<prefix>-<what>`; the log group carries it too. */
  readonly name: string;
  readonly description: string;
  readonly bundle: Pick<LambdaBundle, "code" | "map" | "modules">;
  /** Further files beside `index.js`, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** How many run at once at most; as many are kept free for it. */
  readonly reservedConcurrency: number;
  readonly account: Account;
  readonly operations: Pick<Operations, "keyArn" | "retentionDays">;
  /** What the function may do beside writing its log and its traces. */
  readonly statements: readonly Statement[];
  /** Where it has network interfaces; outside of the VPC unless given. */
  readonly vpc?: {
    readonly subnetIds: readonly pulumi.Input<string>[];
    readonly securityGroupIds: readonly pulumi.Input<string>[];
  };
  /** Where asynchronous invocations go that have failed, and how long Lambda tries before. */
  readonly failures?: {
    /** Of a standard queue. Where it has a key of its own, `statements` must allow its use. */
    readonly queueArn: pulumi.Input<string>;
    readonly retries: 0 | 1 | 2;
    /** 60 to 21,600. */
    readonly maxAgeSeconds: number;
  };
}

/**
 * A function of Lambda, from code that was bundled in the program.
 *
 * Promises a log group that exists before the first line is written, with a key and a retention; a role that writes to
 * this group only; traces; a cap on what runs at once; and variables that only our key decrypts.
 */
export class LambdaFunction extends Component {
  /** Known once its role has its rights. */
  readonly arn: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  readonly role: aws.iam.Role;
  /** What API Gateway calls. */
  readonly invokeArn: pulumi.Output<string>;

  constructor(name: string, args: LambdaFunctionArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:lambda:LambdaFunction", name, opts);
    const { account, operations, vpc } = args;

    const logs = new aws.cloudwatch.LogGroup(
      this.named("logs"),
      {
        name: `/aws/lambda/${args.name}`,
        retentionInDays: operations.retentionDays.application,
        kmsKeyId: operations.keyArn,
      },
      this.within,
    );
    const role = new ServiceRole(
      this.named("role"),
      {
        account,
        description: `What the function ${args.name} may do`,
        trust: {
          Sid: "Lambda",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
        managed: [
          "AWSXRayDaemonWriteAccess",
          ...(vpc === undefined ? [] : ["service-role/AWSLambdaVPCAccessExecutionRole"]),
        ],
        statements: [...ownStatements(args, logs.arn), ...args.statements],
      },
      this.within,
    );
    const lambda = new aws.lambda.Function(
      this.named("function"),
      {
        name: args.name,
        description: args.description,
        role: role.arn,
        runtime: lambdaRuntime,
        handler: "index.handler",
        architectures: ["arm64"],
        code: archive(args),
        memorySize: args.memoryMb,
        timeout: args.timeoutSeconds,
        reservedConcurrentExecutions: args.reservedConcurrency,
        environment: { variables: { NODE_OPTIONS: "--enable-source-maps", ...args.environment } },
        kmsKeyArn: operations.keyArn,
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
        tracingConfig: { mode: "Active" },
        ...(vpc === undefined
          ? {}
          : {
              vpcConfig: { subnetIds: [...vpc.subnetIds], securityGroupIds: [...vpc.securityGroupIds] },
            }),
      },
      this.within,
    );
    if (args.failures !== undefined) {
      new aws.lambda.FunctionEventInvokeConfig(
        this.named("failures"),
        {
          functionName: lambda.name,
          maximumRetryAttempts: args.failures.retries,
          maximumEventAgeInSeconds: args.failures.maxAgeSeconds,
          destinationConfig: { onFailure: { destination: args.failures.queueArn } },
        },
        this.within,
      );
    }

    this.arn = lambda.arn;
    this.functionName = lambda.name;
    this.role = role.role;
    this.invokeArn = lambda.invokeArn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** As texts and not as files, so that the same code is the same archive, whoever builds it and when. */
function archive({ bundle, files = {} }: LambdaFunctionArgs): pulumi.asset.AssetArchive {
  const contents = { "index.js": bundle.code, "index.js.map": bundle.map, ...bundle.modules, ...files };
  return new pulumi.asset.AssetArchive(
    Object.fromEntries(
      Object.entries(contents).map(([file, text]) => [file, new pulumi.asset.StringAsset(text)]),
    ),
  );
}

function ownStatements(args: LambdaFunctionArgs, logsArn: pulumi.Output<string>): readonly Statement[] {
  const { account, failures, name, operations, vpc } = args;
  const arn = pulumi.interpolate`arn:aws:lambda:${account.region}:${account.id}:function:${name}`;
  const streams = pulumi.interpolate`${logsArn}:*`;
  return [
    {
      Sid: "OwnLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: streams,
    },
    {
      // Lambda makes a grant for it as well, but for the role as it was then: one that is made anew is refused.
      Sid: "OwnVariables",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: operations.keyArn,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": arn } },
    },
    ...(failures === undefined
      ? []
      : [
          {
            Sid: "FailedInvocations",
            Effect: "Allow",
            Action: "sqs:SendMessage",
            Resource: failures.queueArn,
          } as const,
        ]),
    ...(vpc === undefined ? [] : narrowed(arn, [logsArn, streams])),
  ];
}

/**
 * What AWS's policy for functions in a VPC allows too much: every log group, and network interfaces for the code too,
 * where Lambda alone needs them. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function narrowed(
  arn: pulumi.Output<string>,
  ownLog: readonly pulumi.Output<string>[],
): readonly Statement[] {
  return [
    {
      Sid: "NoOtherLog",
      Effect: "Deny",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      NotResource: ownLog,
    },
    {
      Sid: "InterfacesByLambdaOnly",
      Effect: "Deny",
      Action: [
        ...["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
        ...["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"],
      ],
      Resource: "*",
      Condition: { ArnEquals: { "lambda:SourceFunctionArn": arn } },
    },
  ];
}
