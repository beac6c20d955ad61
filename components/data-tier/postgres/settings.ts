import { z } from "zod";
import { refusing, whenSound } from "../../contradiction";
import {
  insightProblems,
  parameterProblems,
  poolProblems,
  storageProblems,
  userProblems,
  windowProblems,
} from "./settings-problems";
import { values } from "./values";

const storage = z.strictObject({
  gib: z
    .int()
    .min(20)
    .max(65_536)
    .default(100)
    .meta({ description: "GiB of gp3 storage to begin with; it never shrinks.", examples: [100] }),
  maxGib: z
    .int()
    .min(20)
    .max(65_536)
    .default(1000)
    .meta({ description: "GiB up to which the storage grows by itself.", examples: [1000] }),
});

const insights = z.strictObject({
  mode: z
    .enum(["standard", "advanced", "off"])
    .default("standard")
    .meta({
      description: "Database Insights: what the database is busy with. `advanced` costs by the vCPU.",
      examples: ["standard"],
    }),
  retentionDays: z
    .int()
    .min(7)
    .default(7)
    .meta({
      description:
        "Days it is kept: 7 are free; longer are a multiple of 31 up to 713, or 731. `advanced` has 465.",
      examples: [7],
    }),
});

const percent = z.int().min(1).max(100);

const pool = z.strictObject({
  maxConnectionsPercent: percent.default(90).meta({
    description: "Share of the database's connections that the proxy may hold; the rest is for operators.",
    examples: [90],
  }),
  maxIdleConnectionsPercent: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .meta({ description: "Share of them that it keeps open though nobody uses them.", examples: [50] }),
  borrowTimeoutSeconds: z
    .int()
    .min(1)
    .max(300)
    .default(30)
    .meta({ description: "How long a client waits for a connection before it is refused.", examples: [30] }),
});

const each = z.strictObject({
  identifier: values.identifier.optional().meta({
    description: "Names instance, proxy and their log groups; `<prefix>-postgres` unless set.",
    examples: ["urr-prod-postgres"],
  }),
  version: values.version.default("16").meta({
    description:
      "Major version, whose newest minor AWS chooses, or an exact minor to begin with. AWS withdraws minors, and upgrades them in the maintenance window: then the file has to name the new one.",
    examples: ["16"],
  }),
  allowMajorUpgrade: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Lets a higher major version be installed over a lower one, and all changes be applied at once: the server restarts.",
      examples: [false],
    }),
  instanceClass: values.instanceClass
    .default("db.r7g.large")
    .meta({ description: "Size of the instance.", examples: ["db.r7g.large"] }),
  storage: storage.prefault({}),
  multiAz: z
    .boolean()
    .default(true)
    .meta({ description: "Keeps a standby in another zone, at twice the price.", examples: [true] }),
  proxy: z
    .boolean()
    .default(true)
    .meta({
      description: "Puts RDS Proxy in front: it shares connections among pods and functions.",
      examples: [true],
    }),
  pool: pool.prefault({}),
  masterThroughProxy: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether the proxy admits the master user, who makes the users. Off once they are there: nobody else needs it.",
      examples: [true],
    }),
  masterUser: values.masterUser.default("urr_admin").meta({
    description: "Who makes databases and users. It cannot change later.",
    examples: ["urr_admin"],
  }),
  firstDatabase: values.databaseName.default("urr").meta({
    description: "The database the instance is made with; services have their own. It cannot change later.",
    examples: ["urr"],
  }),
  databases: z
    .record(values.databaseName, z.array(values.userName).min(1))
    .default({
      auth_db: ["auth"],
      ticket_db: ["ticket", "catalog"],
      payment_db: ["payment"],
      stats_db: ["stats"],
      community_db: ["community"],
    })
    .meta({
      description:
        "Databases by name, each with the services that own it; each service has a user and a secret.",
      examples: [{ ticket_db: ["ticket", "catalog"] }],
    }),
  iamUsers: z
    .record(values.userName, values.databaseName)
    .default({ worker: "ticket_db" })
    .meta({
      description: "Users that the proxy admits by IAM and not by password, each with its database.",
      examples: [{ worker: "ticket_db" }],
    }),
  credentialGeneration: z
    .int()
    .min(1)
    .default(1)
    .meta({ description: "A higher number gives every user a new password.", examples: [2] }),
  backupDays: z
    .int()
    .min(1)
    .max(35)
    .default(7)
    .meta({ description: "Days that automatic backups are kept.", examples: [7] }),
  backupWindow: values.backupWindow
    .default("03:00-04:00")
    .meta({ description: "When backups are made, in Korean time.", examples: ["03:00-04:00"] }),
  maintenanceWindow: values.maintenanceWindow
    .default("sun:04:00-sun:05:00")
    .meta({ description: "When upgrades are made, in Korean time.", examples: ["sun:04:00-sun:05:00"] }),
  insights: insights.prefault({}),
  monitoringSeconds: z
    .literal([0, 1, 5, 10, 15, 30, 60])
    .default(60)
    .meta({ description: "Seconds between looks at the operating system; 0 for none.", examples: [60] }),
  slowQueryMs: z
    .int()
    .min(0)
    .default(1000)
    .meta({
      description: "Statements that take longer are logged, in milliseconds; 0 for all.",
      examples: [1000],
    }),
  parameters: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/, "must be the name of a parameter"),
      z.union([z.string().min(1), z.number()]),
    )
    .default({})
    .meta({
      description: "Parameters of the server beside ours, or in their stead, in PostgreSQL's own units.",
      examples: [{ work_mem: 16384 }],
    }),
  caCertificate: z
    .enum(["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"])
    .default("rds-ca-rsa2048-g1")
    .meta({
      description: "Authority that signs the server's certificate.",
      examples: ["rds-ca-rsa2048-g1"],
    }),
});

/** Settings of PostgreSQL, every default filled in. */
export type PostgresSettings = z.output<typeof each>;

export const postgresSettings = each
  .superRefine(refusing(storageProblems), whenSound("storage"))
  .superRefine(refusing(windowProblems), whenSound("backupWindow", "maintenanceWindow"))
  .superRefine(refusing(insightProblems), whenSound("insights"))
  .superRefine(refusing(poolProblems), whenSound("pool"))
  .superRefine(refusing(userProblems), whenSound("databases", "iamUsers", "masterUser"))
  .superRefine(refusing(parameterProblems), whenSound("parameters"));
