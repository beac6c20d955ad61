import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { Component } from "../../components/component";
import type { AlarmTopic } from "../../components/operations/alarm-topic";
import { accountAdministers, policyDocument, type Statement } from "../../components/policy-document";

export interface SigningArgs {
  /** Its region is where Route 53 takes keys and reports on them. */
  readonly account: Account;
  readonly domain: string;
  readonly zone: aws.route53.Zone;
  readonly alarms: Pick<AlarmTopic, "arn">;
}

/** What Route 53 reports once in four hours: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html */
const watched = {
  failure: ["DNSSECInternalFailure", "Route 53 cannot sign the zone: resolvers that validate will refuse it"],
  key: ["DNSSECKeySigningKeysNeedingAction", "Route 53 cannot use the signing key: look at its KMS key"],
} as const;
const reportedEverySeconds = 4 * 3600;

/** DNSSEC for one zone: the key that signs its keys, the signing itself, and alarms, since a failure takes the domain down. */
export class Signing extends Component {
  /** What goes to the registrar. */
  readonly dsRecord: pulumi.Output<string>;

  constructor(name: string, args: SigningArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:Signing", name, opts);
    const { account, domain, zone, alarms } = args;

    const key = new aws.kms.Key(
      this.named("key"),
      {
        description: `Signs the DNSSEC keys of ${domain}`,
        region: account.region,
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        deletionWindowInDays: 30,
        policy: policyDocument([accountAdministers(account.id), ...route53Signs(account)]),
      },
      this.within,
    );
    const signingKey = new aws.route53.KeySigningKey(
      this.named("key-signing-key"),
      { name: "urr_1", hostedZoneId: zone.zoneId, keyManagementServiceArn: key.arn },
      this.within,
    );
    new aws.route53.HostedZoneDnsSec(
      this.named("status"),
      { hostedZoneId: zone.zoneId },
      { ...this.within, dependsOn: signingKey },
    );
    for (const [part, [metricName, meaning]] of Object.entries(watched)) {
      new aws.cloudwatch.MetricAlarm(
        this.named(`${part}-alarm`),
        {
          region: account.region,
          alarmDescription: `${domain}: ${meaning}`,
          namespace: "AWS/Route53",
          metricName,
          dimensions: { HostedZoneId: zone.zoneId },
          statistic: "Sum",
          period: reportedEverySeconds,
          evaluationPeriods: 1,
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          treatMissingData: "notBreaching",
          alarmActions: [alarms.arn],
          okActions: [alarms.arn],
        },
        this.within,
      );
    }
    this.dsRecord = signingKey.dsRecord;
    this.registerOutputs({ dsRecord: this.dsRecord });
  }
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html#KMS-key-policy-for-DNSSEC */
function route53Signs({ id }: Account): readonly Statement[] {
  const zonesOfThisAccount = {
    StringEquals: { "aws:SourceAccount": id },
    ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/*" },
  };
  return [
    {
      Sid: "Route53Signs",
      Effect: "Allow",
      Principal: { Service: "dnssec-route53.amazonaws.com" },
      Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
      Resource: "*",
      Condition: zonesOfThisAccount,
    },
    {
      Sid: "Route53KeepsTheRightToSign",
      Effect: "Allow",
      Principal: { Service: "dnssec-route53.amazonaws.com" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
