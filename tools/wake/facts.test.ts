import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { changed, projectRoot, settingsOf } from "../../test/support/stacks";
import type { Settings } from "../../infra/settings";
import { workingHoursSettings } from "../../components/operations/working-hours/settings";
import { evaluateStack } from "../preview/evaluate-stack";
import { readProject } from "../project/project-file";
import { resizeNodeGroup, startDatabase } from "./commands";
import { environmentsIn, factsOf, readFacts } from "./facts";

const minimal = `config:
  urr:workloads: { addons: { clusterAutoscaler: false } }
  aws:region: ap-northeast-2
  urr:environment: { domain: qa.urr.example.com, protect: false }
  urr:cluster: { api: { publicCidrs: [198.51.100.0/24] } }
`;

describe("the facts of an environment", () => {
  let root = "";
  const given = (text: string) => {
    writeFileSync(join(root, "Pulumi.qa.yaml"), text);
    return readFacts(root, "qa");
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "wake-"));
    copyFileSync(join(projectRoot, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it("are read from its file, with every default", () => {
    expect(given(`${minimal}  urr:operations: { workingHours: { to: "19:00" } }\n`)).toEqual({
      facts: {
        stack: "qa",
        file: "Pulumi.qa.yaml",
        region: "ap-northeast-2",
        accountId: undefined,
        hours: { days: "MON-FRI", from: "08:00", to: "19:00", timezone: "Asia/Seoul" },
        clusterName: "urr-qa",
        nodes: { min: 3, desired: 3, max: 6 },
        nodeGroup: { start: "urr-qa-cluster-system-nodes-" },
        database: "urr-qa-postgres",
      },
    });
  });

  it("have no hours where nothing is ever stopped, and no database that runs in the cluster", () => {
    const inCluster =
      "  urr:dataTier: { postgres: { mode: in-cluster } }\n  urr:queueing: { worker: { mode: keda } }\n";
    expect(given(`${minimal}${inCluster}`).facts).toMatchObject({
      hours: undefined,
      database: undefined,
    });
  });

  it("are refused with every problem of the file", () => {
    const { file, problems } = given(
      minimal.replace("ap-northeast-2", "moon-1").replace("aws:region", "urr:strange: 1\n  aws:region"),
    ) as Extract<ReturnType<typeof given>, { facts?: never }>;
    expect(file).toBe("Pulumi.qa.yaml");
    expect(problems.map(({ path }) => path)).toEqual(expect.arrayContaining(["aws:region", "urr:strange"]));
  });

  it("are refused in words when the file cannot be read", () => {
    expect(readFacts(root, "qa")).toMatchObject({
      file: "Pulumi.qa.yaml",
      problems: [{ message: "cannot be read (ENOENT)", example: "a file beside Pulumi.yaml" }],
    });
  });

  it("are those of environments alone: what an account has once never sleeps", () => {
    mkdirSync(join(root, "bootstrap"));
    writeFileSync(join(root, "bootstrap", "Pulumi.bootstrap.yaml"), "config: {}\n");
    given(minimal);
    expect(environmentsIn(root)).toEqual(["qa"]);
  });
});

describe("what is asked of AWS", () => {
  const base = settingsOf("dev");
  const hours = workingHoursSettings.parse({});
  const sleeping = { ...base.operations, workingHours: hours };
  const withPostgres = (postgres: object): Settings => ({
    ...base,
    operations: sleeping,
    dataTier: { ...base.dataTier, postgres: { ...base.dataTier.postgres, ...postgres } },
  });
  const withEnvironment = (environment: object): Settings => ({
    ...base,
    operations: sleeping,
    environment: { ...base.environment, ...environment },
  });

  it.each([
    ["with the names by default", withPostgres({})],
    [
      "with other sizes of nodes",
      {
        ...withPostgres({}),
        cluster: { ...base.cluster, nodes: { ...base.cluster.nodes, min: 1, desired: 2, max: 5 } },
      },
    ],
    ["with a prefix of its own", withEnvironment({ prefix: "tickets" })],
    ["with an identifier of its own", withPostgres({ identifier: "adopted" })],
    [
      "with names that the operator has chosen",
      withEnvironment({
        names: { "cluster-system-nodes": "pool", "data-tier-postgres-db-instance": "old-database" },
      }),
    ],
    [
      "with PostgreSQL in the cluster",
      {
        ...withPostgres({ mode: "in-cluster" }),
        queueing: { ...base.queueing, worker: { ...base.queueing.worker, mode: "keda" as const } },
      },
    ],
  ])("is what the schedules ask in the morning, %s: ENV-25, PLT-12", async (_, settings) => {
    const { resources, problems, refused } = await evaluateStack(
      changed("dev", () => settings),
      "update",
    );
    expect({ problems, refused }).toEqual({ problems: [], refused: [] });
    const inputOf = (name: string): Readonly<Record<string, unknown>> | undefined => {
      const target = resources.find((resource) => resource.name === name)?.inputs["target"];
      if (target === undefined) return undefined;
      return JSON.parse((target as { readonly input: string }).input) as Readonly<Record<string, unknown>>;
    };
    const facts = factsOf(settings, readProject(projectRoot));

    const nodes = inputOf("operations-hours-system-on") as {
      readonly NodegroupName: string;
      readonly ClusterName: string;
      readonly ScalingConfig: Readonly<Record<"MinSize" | "DesiredSize" | "MaxSize", number>>;
    };
    const { MinSize, DesiredSize, MaxSize } = nodes.ScalingConfig;
    expect(resizeNodeGroup(facts, "one").join(" ")).toBe(
      `eks update-nodegroup-config --cluster-name ${nodes.ClusterName} --nodegroup-name one --scaling-config ` +
        `minSize=${String(MinSize)},desiredSize=${String(DesiredSize)},maxSize=${String(MaxSize)}`,
    );
    const { exact, start = exact } = facts.nodeGroup;
    expect(nodes.NodegroupName.slice(0, start?.length)).toBe(start);
    expect(nodes.NodegroupName.length - (start?.length ?? 0)).toBe(exact === undefined ? 6 : 0);

    const database = inputOf("operations-hours-db-on")?.["DbInstanceIdentifier"];
    expect(facts.database).toBe(database);
    expect(facts.database === undefined ? [] : startDatabase(facts.database)).toEqual(
      database === undefined ? [] : ["rds", "start-db-instance", "--db-instance-identifier", database],
    );
  });
});
