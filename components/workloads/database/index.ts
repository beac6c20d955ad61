import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { PostgresSettings } from "../../data-tier/postgres/settings";
import { databaseJobPolicy } from "../network-policies/jobs";
import { object, type Place } from "../platform/made-in-cluster";
import type { Site } from "../site";
import { nodeImage } from "../manifests/node-image";
import { databaseJob } from "./job";
import { databaseSetup } from "./program";

type Ready = readonly pulumi.Resource[];

export interface DatabaseSetupArgs {
  readonly site: Site;
  readonly settings: Pick<
    PostgresSettings,
    "credentialGeneration" | "databases" | "firstDatabase" | "iamUsers" | "masterThroughProxy" | "proxy"
  >;
  readonly networkPolicies: boolean;
  readonly controlPlane: pulumi.Resource | undefined;
  readonly after: Ready;
}

/** Makes databases, users and the worker's tables, before the first service logs in. */
export class DatabaseSetup extends Component {
  readonly ready: Ready;

  constructor(name: string, args: DatabaseSetupArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:DatabaseSetup", name, opts);
    const { settings, site } = args;
    const here: Place = {
      parent: this,
      named: (part) => this.named(part),
      controlPlane: args.controlPlane,
    };
    const opened = args.networkPolicies
      ? [object(here, "policy", databaseJobPolicy(site, databaseSetup), args.after)]
      : [];
    const { masterThroughProxy, proxy } = settings;
    const managed = site.managed.postgres;
    if (managed && proxy && !masterThroughProxy) {
      // The proxy no longer admits whoever makes users, as the settings say that all are made.
      this.ready = args.after;
      this.registerOutputs({});
      return;
    }
    const objects = databaseJob({
      ...{ namespace: site.namespace, configName: site.configName, secretName: site.secretName },
      image: nodeImage,
      // In the cluster there is the database of the server itself, which the image makes.
      firstDatabase: managed ? settings.firstDatabase : "postgres",
      ...{ databases: settings.databases, iamUsers: managed ? settings.iamUsers : {} },
      iamLogin: proxy ? "proxy" : "server",
      generation: settings.credentialGeneration,
      tls: managed ? (proxy ? "verify" : "require") : "off",
    });
    this.ready = objects.reduce<Ready>(
      (before, manifest) => [...before, object(here, manifest.kind.toLowerCase(), manifest, before)],
      [...args.after, ...opened],
    );
    this.registerOutputs({});
  }
}
