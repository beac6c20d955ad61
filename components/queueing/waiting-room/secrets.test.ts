import { describe, expect, it } from "vitest";
import { statementsOf, type Graph } from "../../../test/support/graph";
import { isAllowed } from "../../../test/support/iam";
import { rightsOf, waitingRoomCloud } from "../../../test/support/waiting-room/cloud";

const ring = "queueing-room-key-ring";
const origin = "queueing-room-origin";

const viaSecrets = { "kms:ViaService": "secretsmanager.ap-northeast-2.amazonaws.com" };

function mayOf(graph: Graph, part: "api" | "lines" | "keys") {
  return (action: string, secret: string) =>
    isAllowed(
      { action, resource: String(graph.named(secret).outputs["arn"]), context: viaSecrets },
      { identity: [rightsOf(graph, part)] },
    );
}

describe("the key ring", () => {
  it("is an empty secret under a key of its own: no key is in the state", async () => {
    const { graph } = await waitingRoomCloud();
    expect(graph.named(`${ring}-secret`).inputs).toMatchObject({
      name: "urr-test/waiting-room-key-ring",
      kmsKeyId: graph.named("queueing-room-secrets-key").outputs["arn"],
      recoveryWindowInDays: 30,
    });
    const written = graph
      .ofType("aws:secretsmanager/secretVersion:SecretVersion")
      .map(({ inputs }) => inputs["secretId"]);
    expect(written).toEqual([graph.named(`${origin}-secret`).id]);
    const { graph: open } = await waitingRoomCloud({ protect: false });
    expect(open.named(`${ring}-secret`).inputs["recoveryWindowInDays"]).toBe(0);
  });

  it("is read by the API and by rotation, and written by rotation alone", async () => {
    const { graph } = await waitingRoomCloud();
    const secret = `${ring}-secret`;
    const rights = (["api", "lines", "keys"] as const).map((part) => {
      const may = mayOf(graph, part);
      return [may("secretsmanager:GetSecretValue", secret), may("secretsmanager:PutSecretValue", secret)];
    });
    expect(rights).toEqual([
      [true, false],
      [false, false],
      [true, true],
    ]);
    const mayUse = (part: "api" | "keys") => (action: string) =>
      mayOf(graph, part)(action, "queueing-room-secrets-key");
    expect(["kms:Decrypt", "kms:GenerateDataKey"].map(mayUse("api"))).toEqual([true, false]);
    expect(["kms:Decrypt", "kms:GenerateDataKey"].map(mayUse("keys"))).toEqual([true, true]);
  });

  it("is shut to whoever may read every secret of the environment", async () => {
    const { graph } = await waitingRoomCloud();
    const { inputs } = graph.named(`${ring}-reserved`);
    expect(inputs).toMatchObject({
      secretArn: graph.named(`${ring}-secret`).outputs["arn"],
      blockPublicPolicy: true,
    });
    const roleOf = (part: string) => graph.named(`queueing-room-${part}-role-role`).outputs["arn"];
    const but = (roles: readonly unknown[]) => ({ ArnNotEquals: { "aws:PrincipalArn": roles } });
    expect(statementsOf(inputs["policy"])).toMatchObject([
      {
        ...{ Effect: "Deny", Principal: "*", Action: "secretsmanager:GetSecretValue" },
        Condition: but([roleOf("api"), roleOf("keys")]),
      },
      {
        ...{ Effect: "Deny", Principal: "*", Action: "secretsmanager:PutSecretValue" },
        Condition: but([roleOf("keys")]),
      },
    ]);
  });
});

describe("whoever verifies admissions in the cluster", () => {
  it("may read the keys that all others are shut out of, and writes none", async () => {
    const gateway = "arn:aws:iam::123456789012:role/urr-test-gateway";
    const { graph } = await waitingRoomCloud({ verifiers: [gateway] });
    const [read, write] = statementsOf(graph.named(`${ring}-reserved`).inputs["policy"]);
    expect(JSON.stringify(read)).toContain(gateway);
    expect(JSON.stringify(write)).not.toContain(gateway);
  });
});

describe("the origin's header", () => {
  const valuesOf = (graph: Graph) =>
    JSON.parse(String(graph.named(`${origin}-values`).inputs["secretString"])) as readonly string[];
  const passwordOf = (graph: Graph, generation: number) =>
    graph.named(`${origin}-value-${String(generation)}`).outputs["result"];

  it("is the value of its generation, known to the API before it is sent and marked secret", async () => {
    const { graph, exposed } = await waitingRoomCloud();
    expect(exposed.originHeader).toBe(passwordOf(graph, 1));
    expect(exposed.originHeader).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(valuesOf(graph)).toEqual([passwordOf(graph, 1), passwordOf(graph, 2)]);
    expect(graph.named(`${origin}-values`).secretPaths).toContain("secretString");
  });

  it("changes with the generation, while the one before and the one after are accepted beside it", async () => {
    const { graph, exposed } = await waitingRoomCloud({ origin: { generation: 3, gate: "function" } });
    expect(exposed.originHeader).toBe(passwordOf(graph, 3));
    expect(new Set(valuesOf(graph))).toEqual(
      new Set([2, 3, 4].map((generation) => passwordOf(graph, generation))),
    );
    // What was made for the generation before stays as it was.
    const { graph: before } = await waitingRoomCloud({ origin: { generation: 2, gate: "function" } });
    for (const generation of [2, 3]) {
      const name = `${origin}-value-${String(generation)}`;
      expect(graph.named(name).inputs).toEqual(before.named(name).inputs);
      expect(graph.named(name).urn).toBe(before.named(name).urn);
    }
  });

  it("is for the API alone to compare", async () => {
    const { graph } = await waitingRoomCloud();
    const readers = (["api", "lines", "keys"] as const).filter((part) =>
      mayOf(graph, part)("secretsmanager:GetSecretValue", `${origin}-secret`),
    );
    expect(readers).toEqual(["api"]);
  });
});
