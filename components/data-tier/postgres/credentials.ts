import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Component } from "../../component";

export interface CredentialsArgs {
  readonly prefix: string;
  /** Everybody who logs in. The first is the master user, whose secret has no name behind it. */
  readonly users: readonly { readonly name: string }[];
  readonly keyArn: pulumi.Input<string>;
  readonly recoveryWindowInDays: 0 | 30;
  /** Another number, another password. */
  readonly generation: number;
}

/**
 * Symbols that RDS takes, which are all but `/`, `"`, `@` and space, and that neither a shell nor a URL nor a
 * Kubernetes `$(…)` takes for something else.
 */
const symbols = "-_.~*^+=";

/** Passwords of database users, and the secrets they will be kept in: their values name a host not made so far. */
export class Credentials extends Component {
  readonly #passwords: Readonly<Record<string, pulumi.Output<string>>>;
  /** By user. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: CredentialsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Credentials", name, opts);

    this.#passwords = Object.fromEntries(
      args.users.map((user) => {
        const password = new random.RandomPassword(
          this.named(`${user.name}-password`),
          {
            length: 32,
            overrideSpecial: symbols,
            ...{ minLower: 4, minUpper: 4, minNumeric: 4, minSpecial: 4 },
            keepers: { generation: String(args.generation) },
          },
          this.within,
        );
        return [user.name, pulumi.secret(password.result)];
      }),
    );
    this.secretArns = Object.fromEntries(
      args.users.map((user, index) => {
        const secret = new aws.secretsmanager.Secret(
          this.named(user.name),
          {
            name: `${args.prefix}/rds-credentials${index === 0 ? "" : `/${user.name}`}`,
            description: `How ${user.name} logs in to PostgreSQL`,
            kmsKeyId: args.keyArn,
            recoveryWindowInDays: args.recoveryWindowInDays,
          },
          this.within,
        );
        return [user.name, secret.arn];
      }),
    );

    this.registerOutputs({ secretArns: this.secretArns });
  }

  passwordOf(user: string): pulumi.Output<string> {
    return found(this.#passwords, user);
  }

  secretArnOf(user: string): pulumi.Output<string> {
    return found(this.secretArns, user);
  }
}

function found(byUser: Readonly<Record<string, pulumi.Output<string>>>, user: string): pulumi.Output<string> {
  const one = byUser[user];
  if (one === undefined) throw new Error(`${user} has no credentials`);
  return one;
}
