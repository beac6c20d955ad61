import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { originSecretHeader } from "../../../functions/waiting-room-api/guard";
import type { EnvironmentSettings } from "../../../infra/environment";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import { inOrder, visible, type Rule } from "./rule";

export interface WebAclArgs {
  /** Whom it stands before, e.g. `site`. */
  readonly subject: string;
  readonly environment: Pick<EnvironmentSettings, "prefix">;
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  /** us-east-1 for CloudFront, else the region of what it stands before. */
  readonly region: string;
  readonly defaultAction: "allow" | "block";
  readonly rules: readonly Rule[];
  /** What refused requests are told, as JSON, by the key that rules name. */
  readonly bodies?: Readonly<Record<string, { readonly code: string; readonly message: string }>>;
  /**
   * How long a browser or person is believed, where no rule says otherwise. Bot control judges by it, and without it after
   * five minutes: https://docs.aws.amazon.com/waf/latest/developerguide/waf-tokens-immunity-times.html
   */
  readonly immunitySeconds?: number;
  readonly retentionDays: Operations["retentionDays"];
  /** Encrypts its log, and lives where it does. */
  readonly keyArn: pulumi.Input<string>;
}

/** Whoever reads the log or looks at samples is not to learn what visitors and CloudFront identify themselves with. */
const secretHeaders = ["authorization", "cookie", originSecretHeader];

const immune = (immunityTime: number) => ({ immunityTimeProperty: { immunityTime } });

/** What is worth a line: at a sale's start all the rest is a flood of lines that say that nothing happened. */
const noteworthy = ["BLOCK", "CAPTCHA", "CHALLENGE", "COUNT", "EXCLUDED_AS_COUNT"];

/** A set of rules that judges every request before anything of ours does, and a log of what it did not simply let through. */
export class WebAcl extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:WebAcl", name, opts);
    const { region, subject } = args;
    const slug = subject.replaceAll(" ", "-").toLowerCase();
    const acl = new aws.wafv2.WebAcl(
      this.named("acl"),
      {
        region,
        scope: args.scope,
        description: `What may reach the ${subject}`,
        defaultAction: args.defaultAction === "allow" ? { allow: {} } : { block: {} },
        rules: inOrder(args.rules),
        customResponseBodies: Object.entries(args.bodies ?? {}).map(([key, error]) => ({
          ...{ key, contentType: "APPLICATION_JSON" },
          content: JSON.stringify({ error }),
        })),
        dataProtectionConfig: {
          dataProtections: [
            { action: "SUBSTITUTION", field: { fieldType: "SINGLE_HEADER", fieldKeys: secretHeaders } },
          ],
        },
        ...(args.immunitySeconds === undefined
          ? {}
          : { challengeConfig: immune(args.immunitySeconds), captchaConfig: immune(args.immunitySeconds) }),
        // Figures are by this name alone: environments of one account are not to be added up.
        visibilityConfig: visible(`${args.environment.prefix}-${slug}`),
      },
      this.within,
    );
    const log = new aws.cloudwatch.LogGroup(
      this.named("log"),
      {
        region,
        // WAF takes no other beginning: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
        name: `aws-waf-logs-${args.environment.prefix}-${slug}`,
        retentionInDays: args.retentionDays.audit,
        kmsKeyId: args.keyArn,
      },
      this.within,
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      this.named("logging"),
      {
        region,
        resourceArn: acl.arn,
        logDestinationConfigs: [log.arn],
        redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header } })),
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: noteworthy.map((action) => ({ actionCondition: { action } })),
            },
          ],
        },
      },
      this.within,
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
