import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Component } from "../component";
import { loginKeys, secretKeys } from "./application/keys";

export interface GeneratedSecretArgs {
  readonly namespace: string;
  readonly secretName: string;
  /** Of the databases. */
  readonly users: readonly string[];
  /** Of the payment provider; absent where nothing is paid. */
  readonly tossClientKey: pulumi.Input<string> | undefined;
  readonly after: readonly pulumi.Resource[];
}

/** Who administers the databases where nothing else is said. */
const administrator = "urr_admin";

/** Secrets of services that run where there is no Secrets Manager: made once, kept in the state and in the cluster. */
export class GeneratedSecret extends Component {
  constructor(name: string, args: GeneratedSecretArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:GeneratedSecret", name, opts);
    const logins = [
      { user: administrator, keys: secretKeys.administrator },
      ...args.users.map((user) => ({ user, keys: loginKeys(user) })),
    ];
    const data = {
      [secretKeys.generation]: "1",
      ...Object.fromEntries(logins.map(({ keys, user }) => [keys.username, user])),
      ...Object.fromEntries(logins.map(({ keys }) => [keys.password, this.#value(keys.password, 32)])),
      ...Object.fromEntries(
        [secretKeys.jwt, secretKeys.internalApiToken, secretKeys.queueEntryToken].map((key) => [
          key,
          this.#value(key, 64),
        ]),
      ),
      ...(args.tossClientKey === undefined ? {} : { [secretKeys.tossClientKey]: args.tossClientKey }),
    };
    new kubernetes.core.v1.Secret(
      this.named("values"),
      {
        metadata: {
          name: args.secretName,
          namespace: args.namespace,
          labels: { "app.kubernetes.io/part-of": "urr" },
        },
        stringData: data,
      },
      { ...this.within, dependsOn: [...args.after] },
    );
    this.registerOutputs({});
  }

  /** Letters and digits, which no configuration format changes. */
  #value(key: string, length: number): pulumi.Output<string> {
    const part = key.toLowerCase().replaceAll("_", "-");
    const { result } = new random.RandomPassword(this.named(part), { length, special: false }, this.within);
    return pulumi.secret(result);
  }
}
