import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { apiTls } from "../../api-tls";
import { Component } from "../../component";
import type { Queueing } from "../../queueing";
import { apiRules } from "../firewall/api-rules";
import { WebAcl, type WebAclArgs } from "../firewall/web-acl";

type Api = NonNullable<Queueing["waitingRoom"]>["api"];

export interface ApiDoorArgs extends Pick<WebAclArgs, "environment" | "keyArn" | "region" | "retentionDays"> {
  readonly api: Pick<Api, "id" | "stageArn" | "stageName">;
  /** What CloudFront sends; none where operators alone come this way. */
  readonly originSecrets: readonly pulumi.Input<string>[];
  /** The name it gets, and what it proves it by; undefined where the API keeps AWS's name. */
  readonly domain: { readonly host: string; readonly certificateArn: pulumi.Input<string> } | undefined;
}

/** The waiting room's API as others reach it: its name, and who is let in. */
export class ApiDoor extends Component {
  /** Where the name leads, for an alias record; undefined where it has none. */
  readonly target:
    { readonly name: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> } | undefined;
  /** Known once the name leads to the API and the firewall stands before it. */
  readonly host: pulumi.Output<string> | undefined;

  constructor(name: string, args: ApiDoorArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:ApiDoor", name, opts);
    const { api, domain } = args;
    const acl = new WebAcl(
      this.named("firewall"),
      {
        ...args,
        scope: "REGIONAL",
        subject: "waiting room API",
        defaultAction: "block",
        rules: apiRules(args.originSecrets),
      },
      this.within,
    );
    const guarded = new aws.wafv2.WebAclAssociation(
      this.named("guarded"),
      { webAclArn: acl.arn, resourceArn: api.stageArn },
      this.within,
    );
    if (domain !== undefined) {
      const named = new aws.apigateway.DomainName(
        this.named("domain"),
        {
          domainName: domain.host,
          regionalCertificateArn: domain.certificateArn,
          endpointConfiguration: { types: "REGIONAL" },
          ...apiTls,
        },
        this.within,
      );
      const mapping = new aws.apigateway.BasePathMapping(
        this.named("mapping"),
        { domainName: named.domainName, restApi: api.id, stageName: api.stageName },
        this.within,
      );
      this.target = { name: named.regionalDomainName, zoneId: named.regionalZoneId };
      this.host = pulumi.all([named.domainName, mapping.id, guarded.id]).apply(([host]) => host);
    }
    this.registerOutputs({});
  }
}
