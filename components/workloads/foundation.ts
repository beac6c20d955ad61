import type * as pulumi from "@pulumi/pulumi";
import { configuration } from "./application/configuration";
import type { Endpoints } from "./application/endpoints";
import { externalSecret, secretEntries, type SecretNames } from "./application/secret";
import { Component } from "../component";
import type { Catalogue } from "./catalogue/service";
import { GeneratedSecret } from "./generated-secret";
import type { Manifest } from "./manifests/manifest";
import { defaultDeny } from "./network-policies/services";
import { secretStore } from "./platform/external-secrets";
import { object, type Place } from "./platform/made-in-cluster";
import { waitsForTargets } from "./platform/load-balancer-controller";
import { namespace } from "./platform/namespaces";
import type { Site } from "./site";

type Ready = readonly pulumi.Resource[];

export interface FoundationArgs {
  readonly site: Site;
  readonly catalogue: Catalogue;
  readonly kubernetesVersion: string;
  readonly databases: readonly string[];
  /** Who logs in to them, by a password that the Secret holds. */
  readonly databaseUsers: readonly string[];
  readonly endpoints: Endpoints;
  /** Whether nobody gets in or out who is not let. */
  readonly networkPolicies: boolean;
  /** Who may call whom; none where somebody else delivers them. */
  readonly policies: readonly Manifest[];
  /** What secrets are called in Secrets Manager; where there is none their values are made here. */
  readonly secretNames: SecretNames | undefined;
  /** The payment provider's, where its value is not in Secrets Manager. */
  readonly tossClientKey: pulumi.Input<string> | undefined;
  readonly controlPlane: pulumi.Resource | undefined;
  /** What must be there before the namespace, and before secrets are asked for. */
  readonly ready: { readonly cluster: Ready; readonly secrets: Ready };
}

/** What all services stand on: their namespace, their configuration, their secrets, and who may call whom. */
export class Foundation extends Component {
  /** Everything a pod needs to start. */
  readonly ready: Ready;
  /** Before anything is put in it. */
  readonly place: Ready;

  constructor(name: string, args: FoundationArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:Foundation", name, opts);
    const { endpoints, ready, site } = args;
    const here: Place = {
      parent: this,
      named: (part) => this.named(part),
      controlPlane: args.controlPlane,
    };
    const labels = site.doors.gateway === undefined ? {} : waitsForTargets;
    const place = object(
      here,
      "namespace",
      namespace(site.namespace, "restricted", args.kubernetesVersion, labels),
      ready.cluster,
    );
    this.place = [place];
    const config = object(
      here,
      "config",
      configMap(site, configuration(args.catalogue, args.databases, endpoints, site)),
      this.place,
    );
    // Whoever delivers the services: what this program runs beside them is not to stand open until they come.
    const closed = args.networkPolicies ? [defaultDeny(site)] : [];
    this.ready = [
      ...[place, config, this.#secret(here, args)],
      ...[...closed, ...args.policies].map((policy) =>
        object(here, policy.metadata.name, policy, this.place),
      ),
    ];
    this.registerOutputs({});
  }

  #secret(
    here: Place,
    { databaseUsers, ready, secretNames, site, tossClientKey }: FoundationArgs,
  ): pulumi.Resource {
    if (secretNames === undefined) {
      const { secretName } = site;
      return new GeneratedSecret(
        this.named("secret"),
        { users: databaseUsers, namespace: site.namespace, secretName, tossClientKey, after: this.place },
        this.within,
      );
    }
    const entries = secretEntries(databaseUsers, site, secretNames);
    return object(here, "secret", externalSecret(entries, secretStore, site), [
      ...this.place,
      ...ready.secrets,
    ]);
  }
}

function configMap(site: Site, data: Readonly<Record<string, pulumi.Input<string>>>): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: site.configName,
      namespace: site.namespace,
      labels: { "app.kubernetes.io/part-of": "urr" },
    },
    data,
  };
}
