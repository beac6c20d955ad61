import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { orderOf } from "../../../test/support/order";
import { Graph, statementsOf } from "../../../test/support/graph";
import { alarmTopicArn, logsKeyArn, networkIn, operations } from "../../../test/support/upstream";
import { Postgres } from "./index";
import { postgresSettings } from "./settings";

const network = networkIn(["a", "c"]);

interface Case {
  readonly settings?: z.input<typeof postgresSettings>;
  readonly protect?: boolean;
}

async function build({ settings = {}, protect = true }: Case = {}) {
  const { resources, problems, outputs } = await evaluateComponents(({ here, account }) => {
    const postgres = new Postgres(
      "data-tier-postgres",
      {
        ...postgresSettings.parse(settings),
        ...{ account, network, operations },
        environment: { prefix: "urr-test", protect },
        clients: { nodes: "sg-nodes", worker: pulumi.output("sg-worker") },
      },
      here,
    );
    return {
      endpoint: postgres.endpoint,
      ...(postgres.proxyEndpoint === undefined ? {} : { proxyEndpoint: postgres.proxyEndpoint }),
      securityGroupId: postgres.securityGroupId,
      secretArns: postgres.secretArns,
      connectArns: postgres.connectArns,
      instanceArn: postgres.instanceArn,
      port: postgres.port,
    };
  });
  expect(problems).toEqual([]);
  const graph = new Graph(resources);
  return { graph, resources, outputs, instance: graph.named("data-tier-postgres-db-instance") };
}

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const name = (part: string) => `data-tier-postgres-${part}`;

/** Who may reach whom: [source, target] for every rule. */
const waysIn = (graph: Graph) =>
  graph.ofType(ingress).map(({ inputs }) => [inputs["referencedSecurityGroupId"], inputs["securityGroupId"]]);

describe("the instance", () => {
  it("is PostgreSQL 16 of the configured class, storage and zones, with a group of its own for 16: DAT-01, PLT-05, DAT-02, DAT-03, DAT-08", async () => {
    const { graph, instance } = await build({ settings: { instanceClass: "db.r6g.large" } });
    expect(instance.inputs).toMatchObject({
      engine: "postgres",
      engineVersion: "16",
      instanceClass: "db.r6g.large",
      storageType: "gp3",
      allocatedStorage: 100,
      maxAllocatedStorage: 1000,
      applyImmediately: false,
    });
    const group = graph.named(name("db-parameters"));
    expect(group.inputs["family"]).toBe("postgres16");
    expect(group.inputs["parameters"]).toContainEqual({
      name: "rds.force_ssl",
      value: "1",
      applyMethod: "pending-reboot",
    });
    expect(instance.inputs["parameterGroupName"]).toBe(group.inputs["name"]);
  });

  it("takes an exact minor and its family", async () => {
    const { graph, instance } = await build({ settings: { version: "15.12" } });
    expect(instance.inputs["engineVersion"]).toBe("15.12");
    expect(graph.named(name("db-parameters")).inputs["family"]).toBe("postgres15");
  });

  it("has a standby and cannot be deleted where data is protected, as the stack says: DAT-04, ENV-06, ENV-08, WEA-51, WEA-54", async () => {
    const prod = await build();
    expect(prod.instance.inputs).toMatchObject({
      multiAz: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      deleteAutomatedBackups: false,
    });
    const staging = await build({ settings: { multiAz: false }, protect: false });
    expect(staging.instance.inputs).toMatchObject({
      multiAz: false,
      deletionProtection: false,
      skipFinalSnapshot: true,
      deleteAutomatedBackups: true,
    });
  });

  it("has the configured names, the standard port and no public address: DAT-05, CON-44", async () => {
    const byDefault = await build();
    expect(byDefault.instance.inputs).toMatchObject({
      identifier: "urr-test-postgres",
      username: "urr_admin",
      dbName: "urr",
      port: 5432,
      publiclyAccessible: false,
    });
    expect(byDefault.instance.inputs).not.toHaveProperty("availabilityZone");
    const tiketi = { identifier: "tiketi-db", masterUser: "tiketi_admin", firstDatabase: "tiketi" };
    expect((await build({ settings: tiketi })).instance.inputs).toMatchObject({
      identifier: "tiketi-db",
      username: "tiketi_admin",
      dbName: "tiketi",
    });
  });

  it("lies in the db tier only: DAT-07", async () => {
    const { graph, instance } = await build();
    const group = graph.named(name("db-subnets"));
    expect(group.inputs["subnetIds"]).toEqual(["subnet-db-a", "subnet-db-c"]);
    expect(instance.inputs["dbSubnetGroupName"]).toBe(group.inputs["name"]);
  });

  it("is backed up for 7 days from 03:00 in Korea, which RDS is told in UTC: DAT-09, PLT-10, WEA-51, WEA-54", async () => {
    const { instance } = await build();
    expect(instance.inputs).toMatchObject({
      backupRetentionPeriod: 7,
      backupWindow: "18:00-19:00",
      maintenanceWindow: "sat:19:00-sat:20:00",
      copyTagsToSnapshot: true,
    });
  });

  it("is encrypted with a key of its own, Insights included: DAT-10", async () => {
    const { graph, instance } = await build();
    const { arn } = graph.named(name("key")).outputs;
    expect(instance.inputs).toMatchObject({
      storageEncrypted: true,
      kmsKeyId: arn,
      performanceInsightsKmsKeyId: arn,
    });
  });

  it("is looked at every 60 seconds through a role that is its alone, and Insights keeps 7 days: DAT-11, DAT-12, OPS-15", async () => {
    const { graph, instance } = await build();
    const role = graph.named(name("monitor-role"));
    expect(instance.inputs).toMatchObject({
      monitoringInterval: 60,
      monitoringRoleArn: role.outputs["arn"],
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 7,
      databaseInsightsMode: "standard",
    });
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toMatchObject([
      {
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:rds:ap-northeast-2:123456789012:db:urr-test-postgres" },
        },
      },
    ]);
    expect(role.inputs["permissionsBoundary"]).toContain("boundary");
  });

  it("can do without either", async () => {
    const { graph, instance } = await build({
      settings: { monitoringSeconds: 0, insights: { mode: "off" } },
    });
    expect(graph.has(name("monitor-role"))).toBe(false);
    expect(instance.inputs).toMatchObject({ monitoringInterval: 0, performanceInsightsEnabled: false });
    expect(instance.inputs).not.toHaveProperty("databaseInsightsMode");
    expect(graph.has(name("alarms-load"))).toBe(false);
  });

  it("sends both logs to groups that were there first, with a retention and a key: DAT-13, OBS-24", async () => {
    const { graph, instance } = await build();
    expect(instance.inputs["enabledCloudwatchLogsExports"]).toEqual(["postgresql", "upgrade"]);
    for (const log of ["postgresql", "upgrade"]) {
      const group = graph.named(name(`db-${log}-logs`));
      expect(group.inputs).toMatchObject({
        name: `/aws/rds/instance/urr-test-postgres/${log}`,
        retentionInDays: 90,
        kmsKeyId: logsKeyArn,
      });
      expect(instance.dependencies).toContain(group.urn);
    }
  });

  it("gets minor versions by itself and never pays for extended support: DAT-14", async () => {
    expect((await build()).instance.inputs).toMatchObject({
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      applyImmediately: false,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    });
  });

  it("takes a new major version at once where it is asked for, and its parameters with it", async () => {
    const { instance } = await build({ settings: { version: "17", allowMajorUpgrade: true } });
    expect(instance.inputs).toMatchObject({ allowMajorVersionUpgrade: true, applyImmediately: true });
  });

  it("leaves a last snapshot under a name that no other has", async () => {
    const { graph, instance } = await build();
    const { hex } = graph.named(name("db-last-snapshot")).outputs;
    expect(hex).toMatch(/^[0-9a-f]{8}$/);
    expect(instance.inputs["finalSnapshotIdentifier"]).toBe(`urr-test-postgres-last-${String(hex)}`);
  });
});

describe("who may connect", () => {
  it("reaches the proxy by security group, and the proxy alone the instance: DAT-16, CON-07, NET-46, NET-47, NET-48, KDAT-20", async () => {
    const { graph, outputs, instance } = await build();
    const proxyGroup = graph.named(name("proxy-access-group")).id;
    const instanceGroup = graph.named(name("access-group")).id;
    expect(waysIn(graph)).toEqual([
      ["sg-nodes", proxyGroup],
      ["sg-worker", proxyGroup],
      [proxyGroup, instanceGroup],
    ]);
    expect(graph.ofType(egress).map(({ inputs }) => inputs)).toMatchObject([
      { securityGroupId: proxyGroup, referencedSecurityGroupId: instanceGroup },
    ]);
    for (const { inputs } of [...graph.ofType(ingress), ...graph.ofType(egress)]) {
      expect(inputs).toMatchObject({ ipProtocol: "tcp", fromPort: 5432, toPort: 5432 });
    }
    expect(instance.inputs["vpcSecurityGroupIds"]).toEqual([instanceGroup]);
    expect(outputs["securityGroupId"]).toBe(proxyGroup);
  });

  it("reaches the instance itself where there is no proxy, and nothing leaves it: ENV-07", async () => {
    const { graph, outputs } = await build({ settings: { proxy: false } });
    const instanceGroup = graph.named(name("access-group")).id;
    expect(waysIn(graph)).toEqual([
      ["sg-nodes", instanceGroup],
      ["sg-worker", instanceGroup],
    ]);
    expect(graph.ofType(egress)).toEqual([]);
    expect(graph.ofType("aws:rds/proxy:Proxy")).toEqual([]);
    expect(outputs["securityGroupId"]).toBe(instanceGroup);
    expect(outputs).not.toHaveProperty("proxyEndpoint");
  });
});

describe("the proxy", () => {
  it("stands in the app tier and takes TLS only: DAT-15, CON-18, ENV-07, KDAT-20", async () => {
    const { graph } = await build();
    expect(graph.named(name("proxy-pool")).inputs).toMatchObject({
      name: "urr-test-postgres",
      engineFamily: "POSTGRESQL",
      requireTls: true,
      debugLogging: false,
      vpcSubnetIds: ["subnet-app-a", "subnet-app-c"],
    });
    expect(graph.named(name("proxy-logs")).inputs).toMatchObject({
      name: "/aws/rds/proxy/urr-test-postgres",
      retentionInDays: 90,
      kmsKeyId: logsKeyArn,
    });
  });

  it("knows every user by a secret, and asks the worker alone for a token of IAM", async () => {
    const { graph, outputs } = await build();
    const auths = graph.named(name("proxy-pool")).inputs["auths"] as readonly Record<string, string>[];
    const secretArns = outputs["secretArns"] as Record<string, string>;
    expect(Object.fromEntries(auths.map((auth) => [auth["description"], auth["iamAuth"]]))).toEqual({
      ...{ urr_admin: "DISABLED", auth: "DISABLED", ticket: "DISABLED", catalog: "DISABLED" },
      ...{ payment: "DISABLED", stats: "DISABLED", community: "DISABLED", worker: "REQUIRED" },
    });
    for (const auth of auths) {
      expect(auth).toMatchObject({ authScheme: "SECRETS", secretArn: secretArns[auth["description"] ?? ""] });
    }
  });

  it("no longer admits the master user once the stack says so", async () => {
    const { graph, outputs } = await build({ settings: { masterThroughProxy: false } });
    const auths = graph.named(name("proxy-pool")).inputs["auths"] as readonly Record<string, string>[];
    expect(auths.map(({ description }) => description)).not.toContain("urr_admin");
    const [read] = statementsOf(graph.named(name("proxy-role-policy")).inputs["policy"]);
    const { urr_admin: masterSecret } = outputs["secretArns"] as Record<string, string>;
    expect(read?.["Resource"]).not.toContain(masterSecret);
  });

  it("reads its secrets through a role that may read those, and decrypt with that key, and nothing else: DAT-64", async () => {
    const { graph, outputs } = await build();
    const role = graph.named(name("proxy-role"));
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toMatchObject([
      { Principal: { Service: "rds.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(role.inputs["permissionsBoundary"]).toContain("boundary");
    const statements = statementsOf(graph.named(name("proxy-role-policy")).inputs["policy"]);
    const readable = statements[0]?.["Resource"] as readonly string[];
    expect(readable.toSorted()).toEqual(
      Object.values(outputs["secretArns"] as Record<string, string>).toSorted(),
    );
    expect(statements).toMatchObject([
      { Action: "secretsmanager:GetSecretValue" },
      {
        Action: "kms:Decrypt",
        Resource: graph.named(name("key")).outputs["arn"],
        Condition: { StringEquals: { "kms:ViaService": "secretsmanager.ap-northeast-2.amazonaws.com" } },
      },
    ]);
  });

  it("shares the configured part of the connections, and is led to the instance once the secrets have values", async () => {
    const { graph } = await build({ settings: { pool: { maxConnectionsPercent: 80 } } });
    expect(graph.named(name("proxy-targets")).inputs["connectionPoolConfig"]).toEqual({
      maxConnectionsPercent: 80,
      maxIdleConnectionsPercent: 50,
      connectionBorrowTimeout: 30,
    });
    const target = graph.named(name("proxy-target"));
    expect(target.inputs).toMatchObject({
      dbProxyName: "urr-test-postgres",
      targetGroupName: "default",
      dbInstanceIdentifier: "urr-test-postgres",
    });
    for (const needed of ["credential-values-urr_admin", "credential-values-worker", "from-proxy"]) {
      expect(target.dependencies).toContain(graph.named(name(needed)).urn);
    }
  });
});

describe("a user's credentials", () => {
  const values = (graph: Graph) =>
    Object.fromEntries(
      graph.ofType("aws:secretsmanager/secretVersion:SecretVersion").map(({ inputs }) => {
        const content = JSON.parse(String(inputs["secretString"])) as Record<string, unknown>;
        return [String(content["username"]), { secretId: inputs["secretId"], content }];
      }),
    );

  it("are told once the server knows them", async () => {
    const { graph } = await build();
    const instance = graph.named(name("db-instance"));
    const values = graph.ofType("aws:secretsmanager/secretVersion:SecretVersion");
    expect(values.length).toBeGreaterThan(1);
    const before = orderOf(graph.all());
    for (const value of values) expect([...before(value)], value.name).toContain(instance);
  });

  it("are one secret per service, under the prefix, with all a client needs to reach the proxy: DAT-60, DAT-18, CON-13, KENV-14, KENV-15, SEC-08, WEA-23, WKN-11", async () => {
    const { graph, outputs } = await build();
    const secretNames = graph.ofType("aws:secretsmanager/secret:Secret").map(({ inputs }) => inputs["name"]);
    expect(secretNames).toEqual([
      "urr-test/rds-credentials",
      ...["auth", "ticket", "catalog", "payment", "stats", "community", "worker"].map(
        (user) => `urr-test/rds-credentials/${user}`,
      ),
    ]);
    const { auth, urr_admin: master } = values(graph);
    expect(auth?.content).toEqual({
      username: "auth",
      password: expect.any(String) as string,
      host: outputs["proxyEndpoint"],
      port: 5432,
      dbname: "auth_db",
      engine: "postgres",
      generation: 1,
    });
    expect(master?.content).toMatchObject({ username: "urr_admin", dbname: "urr" });
    expect(outputs["endpoint"]).toBe(outputs["proxyEndpoint"]);
    const passwords = Object.values(values(graph)).map(({ content }) => content["password"]);
    expect(new Set(passwords).size).toBe(passwords.length);
  });

  it("lead to the instance where there is no proxy", async () => {
    const { graph, outputs, instance } = await build({ settings: { proxy: false } });
    expect(values(graph)["auth"]?.content["host"]).toBe(instance.outputs["address"]);
    expect(outputs["endpoint"]).toBe(instance.outputs["address"]);
  });

  it("have long passwords with symbols that RDS takes, made and never typed, and travel marked secret: DAT-06, DAT-64, PLT-11, WEA-31", async () => {
    const { graph, instance } = await build();
    const passwords = graph.ofType("random:index/randomPassword:RandomPassword");
    expect(passwords).toHaveLength(8);
    for (const { inputs, outputs } of passwords) {
      expect(inputs).toMatchObject({ length: 32, minSpecial: 4, minUpper: 4, minLower: 4, minNumeric: 4 });
      expect(inputs["overrideSpecial"]).not.toMatch(/[/"@\s]/);
      expect(outputs["result"]).toMatch(/^[!#-.0-?A-~]{16,128}$/);
    }
    expect(instance.secretPaths).toContain("password");
    expect(instance.inputs["password"]).toBe(values(graph)["urr_admin"]?.content["password"]);
    for (const version of graph.ofType("aws:secretsmanager/secretVersion:SecretVersion")) {
      expect(version.secretPaths).toContain("secretString");
    }
  });

  it("are all new with another generation", async () => {
    const [before, after] = await Promise.all([build(), build({ settings: { credentialGeneration: 2 } })]);
    const of = ({ graph }: { graph: Graph }) =>
      Object.values(values(graph)).map(({ content }) => content["password"]);
    expect(of(after).filter((password) => of(before).includes(password))).toEqual([]);
  });

  it("can be brought back for 30 days where data is protected, and made again at once elsewhere", async () => {
    const windowsOf = async (protect: boolean) =>
      (await build({ protect })).graph
        .ofType("aws:secretsmanager/secret:Secret")
        .map(({ inputs }) => inputs["recoveryWindowInDays"]);
    expect(new Set(await windowsOf(true))).toEqual(new Set([30]));
    expect(new Set(await windowsOf(false))).toEqual(new Set([0]));
  });

  it("are encrypted with the database's key", async () => {
    const { graph } = await build();
    const { arn } = graph.named(name("key")).outputs;
    for (const { inputs } of graph.ofType("aws:secretsmanager/secret:Secret")) {
      expect(inputs["kmsKeyId"]).toBe(arn);
    }
  });

  it("of IAM are asked for by what rds-db:connect names: the proxy, or the instance without one", async () => {
    const behindProxy = (await build()).outputs["connectArns"];
    expect(behindProxy).toEqual({
      worker: expect.stringMatching(
        /^arn:aws:rds-db:ap-northeast-2:123456789012:dbuser:prx-[0-9a-f]+\/worker$/,
      ) as string,
    });
    const { outputs, instance } = await build({ settings: { proxy: false } });
    expect(outputs["connectArns"]).toEqual({
      worker: `arn:aws:rds-db:ap-northeast-2:123456789012:dbuser:${String(instance.outputs["resourceId"])}/worker`,
    });
  });
});

describe("the alarms", () => {
  it("go off when the processor is more than 80 % busy for five minutes: OBS-08", async () => {
    const { graph } = await build();
    expect(graph.named(name("alarms-cpu")).inputs).toMatchObject({
      metricName: "CPUUtilization",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      period: 300,
      evaluationPeriods: 1,
      dimensions: { DBInstanceIdentifier: "urr-test-postgres" },
    });
  });

  it("go off at 80 % of the connections that the class has, or the stack file: OBS-09", async () => {
    const thresholdOf = async (settings: NonNullable<Case["settings"]>) =>
      (await build({ settings })).graph.named(name("alarms-connections")).inputs["threshold"];
    const large = Number(await thresholdOf({ instanceClass: "db.r7g.large" }));
    expect(large).toBeGreaterThan(0.8 * 1500);
    expect(large).toBeLessThan(0.8 * 1802);
    expect(Number(await thresholdOf({ instanceClass: "db.t4g.medium" }))).toBeLessThan(0.8 * 450);
    expect(await thresholdOf({ parameters: { max_connections: 500 } })).toBe(400);
  });

  it("watch what AWS recommends, and credits where the class has any", async () => {
    const metricsOf = async (settings: NonNullable<Case["settings"]>) =>
      (await build({ settings })).graph.ofType(alarm).map(({ inputs }) => inputs["metricName"]);
    const large = await metricsOf({});
    expect(large).toEqual(
      expect.arrayContaining([
        ...["FreeStorageSpace", "FreeableMemory", "ReadLatency", "WriteLatency", "DiskQueueDepth", "DBLoad"],
        ...["MaximumUsedTransactionIDs", "EBSByteBalance%", "EBSIOBalance%"],
        ...["DatabaseConnectionsBorrowLatency", "QueryDatabaseResponseLatency", "AvailabilityPercentage"],
      ]),
    );
    expect(large).not.toContain("CPUCreditBalance");
    expect(await metricsOf({ instanceClass: "db.t4g.medium" })).toContain("CPUCreditBalance");
    expect(await metricsOf({ instanceClass: "db.r7g.4xlarge" })).not.toContain("EBSByteBalance%");
    expect(await metricsOf({ proxy: false })).not.toContain("DatabaseConnectionsBorrowLatency");
  });

  it("tell the topic in both directions, and say what missing data means and what to do", async () => {
    const { graph } = await build();
    for (const { inputs } of graph.ofType(alarm)) {
      expect(inputs).toMatchObject({ alarmActions: [alarmTopicArn], okActions: [alarmTopicArn] });
      expect(inputs["treatMissingData"]).toBe(
        inputs["metricName"] === "CPUUtilization" ? "breaching" : "notBreaching",
      );
      expect(inputs["alarmDescription"]).toMatch(/^urr-test, .+\. [A-Z`].+\.$/);
    }
  });

  it("take an instance that is silent for stopped where nothing is protected: PLT-12", async () => {
    const { graph } = await build({ protect: false });
    expect(graph.named(name("alarms-cpu")).inputs["treatMissingData"]).toBe("notBreaching");
    expect(graph.has(name("proxy-alarms-target"))).toBe(false);
  });

  it("have news of RDS beside them: failover, failure, low storage, maintenance", async () => {
    const { graph } = await build();
    expect(graph.named(name("events-instance")).inputs).toMatchObject({
      snsTopic: alarmTopicArn,
      sourceType: "db-instance",
      sourceIds: ["urr-test-postgres"],
      eventCategories: expect.arrayContaining([
        "failover",
        "failure",
        "low storage",
        "maintenance",
      ]) as string[],
    });
    expect(graph.named(name("events-parameters")).inputs["sourceIds"]).toEqual([
      graph.named(name("db-parameters")).inputs["name"],
    ]);
    expect(graph.named(name("events-proxy")).inputs["sourceIds"]).toEqual(["urr-test-postgres"]);
    const { graph: without } = await build({ settings: { proxy: false } });
    expect(without.has(name("events-proxy"))).toBe(false);
  });
});
