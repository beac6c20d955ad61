import type { IJob } from "kubernetes-models/batch/v1/Job" with { "resolution-mode": "import" };
import { bundleDatabaseSetup } from "../../../functions/database-setup/bundle-database-setup";
import { passwordVariable, type Plan, usersOf } from "../../../functions/database-setup/plan";
import { loginKeys, secretKeys } from "../application/keys";
import { fingerprint } from "../manifests/fingerprint";
import { madeAnewWhenFailed } from "../manifests/job-annotations";
import { labelsOf } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { nodeUser } from "../manifests/node-image";
import { containerSecurity, podSecurity } from "../manifests/security";
import { databaseSetup, programConfigMap, programFile } from "./program";

const folder = "/program";

export interface DatabaseJobArgs extends Pick<Plan, "databases" | "iamUsers" | "iamLogin"> {
  readonly namespace: string;
  /** Has Node 24. */
  readonly image: string;
  /** The ConfigMap that has `DB_HOST` and `DB_PORT`. */
  readonly configName: string;
  /** The Secret that has the administrator's login and the users' passwords. */
  readonly secretName: string;
  /** A database that is there already. */
  readonly firstDatabase: string;
  /** Another number runs the Job again, as new passwords need. */
  readonly generation: number;
  /**
   * `verify` where Node knows who signs the certificate, as of the proxy; `require` where it does not, as of an
   * instance of RDS; `off` where there is none.
   */
  readonly tls: "verify" | "require" | "off";
}

/**
 * The Job that makes databases, users and the worker's tables, and the program that it runs. Its name follows from all
 * that it does: what changed runs once more, what did not is left alone.
 */
export function databaseJob(args: DatabaseJobArgs): readonly Manifest[] {
  const program = bundleDatabaseSetup();
  const programs = programConfigMap(args.namespace, program);
  const spec = jobSpec(args, programs.metadata.name);
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: `${databaseSetup}-${fingerprint(JSON.stringify([args.generation, spec]))}`,
      namespace: args.namespace,
      labels: labelsOf(databaseSetup),
      annotations: madeAnewWhenFailed,
    },
    spec,
  } satisfies IJob;
  return [programs, job];
}

function jobSpec(args: DatabaseJobArgs, programName: string) {
  return {
    // Waiting 10, 20, 40 … seconds in between, which a database that is just being made needs.
    backoffLimit: 5,
    // Before Pulumi gives up after ten minutes, so that it says what Kubernetes knows. There is no limit to how long the
    // Job stays when it is done: Pulumi would make one that is gone again, and its log tells what was done.
    activeDeadlineSeconds: 540,
    template: {
      metadata: { labels: labelsOf(databaseSetup) },
      spec: {
        // A new pod for each attempt reads the Secret anew and leaves the log of the last.
        restartPolicy: "Never" as const,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurity(nodeUser),
        containers: [
          {
            name: databaseSetup,
            image: args.image,
            command: ["node", `${folder}/${programFile}`],
            env: variables(args),
            securityContext: containerSecurity(),
            resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
            volumeMounts: [{ name: "program", mountPath: folder, readOnly: true }],
          },
        ],
        volumes: [{ name: "program", configMap: { name: programName } }],
      },
    },
  };
}

/** What `functions/database-setup/environment.ts` reads. */
function variables(args: DatabaseJobArgs) {
  const fromConfig = (key: string) => ({
    name: key,
    valueFrom: { configMapKeyRef: { name: args.configName, key } },
  });
  const fromSecret = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: args.secretName, key } },
  });
  const { username, password } = secretKeys.administrator;
  return [
    fromConfig("DB_HOST"),
    fromConfig("DB_PORT"),
    { name: "DB_NAME", value: args.firstDatabase },
    fromSecret("DB_USER", username),
    fromSecret("DB_PASSWORD", password),
    { name: "DB_TLS", value: args.tls },
    { name: "GENERATION", value: String(args.generation) },
    fromSecret("SECRET_GENERATION", secretKeys.generation),
    { name: "DATABASES", value: JSON.stringify(args.databases) },
    { name: "IAM_USERS", value: JSON.stringify(args.iamUsers) },
    { name: "IAM_LOGIN", value: args.iamLogin },
    ...usersOf(args).map((name) => fromSecret(passwordVariable(name), loginKeys(name).password)),
  ];
}
