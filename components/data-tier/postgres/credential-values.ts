import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Credentials } from "./credentials";

export interface CredentialValuesArgs {
  readonly credentials: Pick<Credentials, "passwordOf" | "secretArnOf">;
  readonly users: readonly { readonly name: string; readonly database: string }[];
  /** Where clients connect to. */
  readonly host: pulumi.Input<string>;
  readonly port: number;
  /** Of the passwords, so that whoever reads a secret knows which ones it has. */
  readonly generation: number;
}

/** What stands in the secrets: all a client needs to connect. */
export class CredentialValues extends Component {
  constructor(name: string, args: CredentialValuesArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:CredentialValues", name, opts);

    for (const { name: username, database } of args.users) {
      new aws.secretsmanager.SecretVersion(
        this.named(username),
        {
          secretId: args.credentials.secretArnOf(username),
          secretString: pulumi.jsonStringify({
            username,
            password: args.credentials.passwordOf(username),
            host: args.host,
            port: args.port,
            dbname: database,
            engine: "postgres",
            generation: args.generation,
          }),
        },
        this.within,
      );
    }

    this.registerOutputs({});
  }
}
