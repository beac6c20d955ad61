import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../components/component";
import { policyDocument } from "../../components/policy-document";

/** The one role by which API Gateway writes the logs of every API of the region. */
export class ApiGatewayLogs extends Component {
  constructor(name: string, _args: object, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:ApiGatewayLogs", name, opts);

    const role = new aws.iam.Role(
      this.named("role"),
      {
        description: "Lets API Gateway write the logs of every API",
        assumeRolePolicy: policyDocument([
          {
            Sid: "ApiGateway",
            Effect: "Allow",
            Principal: { Service: "apigateway.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ]),
      },
      this.within,
    );
    // API Gateway tries the role when it is set, and asks for just what this policy gives:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    const rights = new aws.iam.RolePolicyAttachment(
      this.named("rights"),
      {
        role: role.name,
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
      },
      this.within,
    );
    new aws.apigateway.Account(
      this.named("settings"),
      { cloudwatchRoleArn: role.arn },
      { ...this.within, dependsOn: rights },
    );
    this.registerOutputs({});
  }
}
