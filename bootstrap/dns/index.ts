import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { Component } from "../../components/component";
import { alarmsUse, encryptionKey, logGroupsUse } from "../../components/encryption-key";
import { AlarmTopic } from "../../components/operations/alarm-topic";
import { QueryLogs } from "./query-logs";
import { zoneOf, type DnsSettings } from "./settings";
import { Signing } from "./signing";

/** Route 53 takes logs, signing keys and alarms of public zones here only, wherever the stacks live. */
export const seat = "us-east-1";

export interface DnsArgs extends DnsSettings {
  readonly account: Account;
  readonly alarmEmail: string | undefined;
  readonly protect: boolean;
}

/** The public hosted zones, on one set of name servers that stays when a zone is made anew. */
export class Dns extends Component {
  /** What is set at the registrar of every domain; undefined where there is no zone. */
  readonly nameServers: pulumi.Output<string[]> | undefined;
  /** The DS records of signed zones by domain, for the registrar. */
  readonly dsRecords: Readonly<Record<string, pulumi.Output<string>>>;
  readonly #zones = new Map<string, aws.route53.Zone>();
  readonly #settings: DnsSettings["zones"];

  constructor(name: string, args: DnsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:Dns", name, opts);
    const { protect, zones } = args;
    const there: Account = { ...args.account, region: seat };
    this.#settings = zones;
    this.dsRecords = {};

    const domains = Object.keys(zones);
    if (domains.length > 0) {
      const servers = new aws.route53.DelegationSet(this.named("servers"), {}, this.within);
      this.nameServers = servers.nameServers;
      const key = encryptionKey(
        this.named("key"),
        {
          description: "Query logs and alarms of the hosted zones",
          account: there,
          statements: [logGroupsUse(there), alarmsUse(there)],
          disposable: false,
        },
        this.within,
      );
      for (const domain of domains) {
        const zone = new aws.route53.Zone(
          this.named(domain),
          { name: domain, delegationSetId: servers.id, forceDestroy: !protect },
          this.within,
        );
        this.#zones.set(domain, zone);
      }
      new QueryLogs(
        this.named("queries"),
        { account: there, zones: this.#zones, keyArn: key.arn, retentionInDays: args.queryLogDays },
        this.within,
      );
      const signed = domains.filter((domain) => zones[domain]?.dnssec === true);
      if (signed.length > 0) {
        const alarms = new AlarmTopic(
          this.named("alarms"),
          { account: there, keyArn: key.arn, email: args.alarmEmail, displayName: "urr DNS alarms" },
          this.within,
        );
        this.dsRecords = Object.fromEntries(
          signed.flatMap((domain) => {
            const zone = this.#zones.get(domain);
            if (zone === undefined) return [];
            const signing = new Signing(
              this.named(`${domain}-signing`),
              { account: there, domain, zone, alarms },
              this.within,
            );
            return [[domain, signing.dsRecord]];
          }),
        );
      }
    }
    this.registerOutputs({ nameServers: this.nameServers });
  }

  /** ARN of the zone that holds the records of a domain. */
  zoneArnOf(domain: string): pulumi.Output<string> | undefined {
    const zone = zoneOf(domain, this.#settings);
    return zone === undefined ? undefined : this.#zones.get(zone)?.arn;
  }
}
