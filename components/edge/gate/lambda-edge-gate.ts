import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bundleLambdaEdge } from "../../../functions/admission-gate/bundle-lambda-edge";
import { lambdaRuntime } from "../../../functions/runtime";
import type { Account } from "../../account";
import { Component } from "../../component";
import type { Statement } from "../../policy-document";
import { ServiceRole } from "../../service-role";
import { usEast1 } from "../../us-east-1";

export interface LambdaEdgeGateArgs {
  readonly account: Account;
  /** Whether it finds pages in a bucket for whom it lets in. */
  readonly servesFiles: boolean;
  /** Where its entries are. */
  readonly entries: { readonly name: string; readonly read: () => readonly Statement[] };
}

/**
 * The admission gate as Lambda@Edge. Its code has the name of a secret and no more; the secret's entries change every
 * minute without a deployment. What Lambda@Edge does not take is not asked for: variables, traces, layers, a key for
 * the code, more than 128 MB and 5 seconds
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-lambda-at-edge.html).
 */
export class LambdaEdgeGate extends Component {
  /** Of the published version, which is what CloudFront takes. */
  readonly lambdaArn: pulumi.Output<string>;

  constructor(name: string, args: LambdaEdgeGateArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:LambdaEdgeGate", name, opts);
    const { account } = args;
    const role = new ServiceRole(
      this.named("role"),
      {
        account,
        description: "What the gate at the edge may do",
        trust: {
          Sid: "LambdaAndItsEdge",
          Effect: "Allow",
          Principal: { Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] },
          Action: "sts:AssumeRole",
        },
        statements: [
          ...args.entries.read(),
          {
            // It writes its log where it ran, in groups that Lambda makes there under this name.
            Sid: "LogsWhereItRuns",
            Effect: "Allow",
            Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`arn:aws:logs:*:${account.id}:log-group:/aws/lambda/${usEast1}.*-${name}-*`,
          },
        ],
      },
      this.within,
    );
    const { files } = bundleLambdaEdge(args.entries.name, args.servesFiles);
    const lambda = new aws.lambda.Function(
      this.named("function"),
      {
        region: usEast1,
        description: "Lets in who has been admitted",
        role: role.arn,
        runtime: lambdaRuntime,
        handler: "index.handler",
        architectures: ["x86_64"],
        code: new pulumi.asset.AssetArchive(
          Object.fromEntries(
            Object.entries(files).map(([file, text]) => [file, new pulumi.asset.StringAsset(text)]),
          ),
        ),
        ...{ memorySize: 128, timeout: 5, publish: true },
        // The name is automatic, since this one is left: copies at the edge outlive the distribution by hours, and until they are gone Lambda deletes nothing.
        skipDestroy: true,
      },
      this.within,
    );
    this.lambdaArn = lambda.qualifiedArn;
    this.registerOutputs({ lambdaArn: this.lambdaArn });
  }
}
