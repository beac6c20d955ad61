import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import { CredentialValues } from "./credential-values";
import { Credentials } from "./credentials";
import type { PostgresSettings } from "./settings";
import { usersOf } from "./users";

export interface InClusterLoginsArgs extends Pick<
  PostgresSettings,
  "credentialGeneration" | "databases" | "firstDatabase" | "iamUsers" | "masterUser"
> {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly host: string;
  readonly port: number;
}

/** How to log in to a PostgreSQL that runs in the cluster: secrets of the same names and form as those of RDS. */
export class InClusterLogins extends Component {
  /** Encrypts the secrets: who reads one has to decrypt with it. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: InClusterLoginsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:InClusterLogins", name, opts);
    const { account, environment, host, port } = args;
    const { prefix, protect } = environment;
    // Nobody signs in by IAM where AWS does not run the server.
    const users = [
      { name: args.masterUser, database: args.firstDatabase, iam: false },
      ...usersOf(args).filter(({ iam }) => !iam),
    ];
    const { arn: keyArn } = encryptionKey(
      this.named("key"),
      { description: `Secrets of PostgreSQL of ${prefix}`, account, disposable: !protect },
      this.within,
    );
    const credentials = new Credentials(
      this.named("credentials"),
      {
        ...{ prefix, keyArn, users },
        recoveryWindowInDays: protect ? 30 : 0,
        generation: args.credentialGeneration,
      },
      this.within,
    );
    new CredentialValues(
      this.named("credential-values"),
      { credentials, users, host, port, generation: args.credentialGeneration },
      this.within,
    );
    this.keyArn = keyArn;
    this.registerOutputs({ keyArn });
  }
}
