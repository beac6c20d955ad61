import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { object, objectOnAws, type Place } from "../platform/made-in-cluster";
import { rootApplication } from "./applications";
import { rootProject, servicesProject } from "./projects";
import { repositoryCredentials, secretName } from "./repository-credentials";
import type { Source } from "./source";

type Ready = readonly pulumi.Resource[];

export interface DeliveryArgs {
  readonly source: Source;
  /** How what Argo CD signs in with is kept in Secrets Manager; undefined where it does not sign in. */
  readonly credentials:
    | {
        /** Begins the names of secrets. */
        readonly prefix: string;
        readonly keyArn: pulumi.Input<string>;
        readonly recoveryWindowInDays: 0 | 30;
      }
    | undefined;
  readonly controlPlane: pulumi.Resource | undefined;
  readonly ready: {
    /** Argo CD, and its kinds. */
    readonly argoCd: Ready;
    /** Whatever makes a Secret of what is in Secrets Manager. */
    readonly secrets: Ready;
    /** Everything that the services stand on, since Argo CD brings them as soon as it knows of them. */
    readonly services: Ready;
  };
}

/** Has Argo CD bring the services' objects from a repository, and says what it may bring. */
export class Delivery extends Component {
  constructor(name: string, args: DeliveryArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:Delivery", name, opts);
    const { credentials, ready, source } = args;
    const here: Place = {
      parent: this,
      named: (part) => this.named(part),
      controlPlane: args.controlPlane,
    };
    const before = [
      object(here, "root-project", rootProject(source), ready.argoCd),
      object(here, "project", servicesProject(source), ready.argoCd),
      ...(credentials === undefined ? [] : [this.#login(here, args, credentials)]),
    ];
    // The services go with it, and with them their targets at the load balancer: never left to the end of the cluster.
    objectOnAws(here, "root", rootApplication(source), [...before, ...ready.services]);
    this.registerOutputs({});
  }

  /** A secret without a value: only an operator has it, and puts it there himself, past this program's state. */
  #login(
    here: Place,
    { ready, source }: DeliveryArgs,
    { keyArn, prefix, recoveryWindowInDays }: NonNullable<DeliveryArgs["credentials"]>,
  ): pulumi.Resource {
    const secret = new aws.secretsmanager.Secret(
      this.named("login"),
      { name: secretName(prefix), kmsKeyId: keyArn, recoveryWindowInDays },
      this.within,
    );
    const manifest = repositoryCredentials(source.repository, prefix);
    return object(here, "credentials", manifest, [...ready.argoCd, ...ready.secrets, secret]);
  }
}
